// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.SimulatedLedger.hour;
import static io.tributary.common.vendor.SortOrder.NEWEST_FIRST;
import static io.tributary.common.vendor.SortOrder.OLDEST_FIRST;
import static io.tributary.common.vendor.SortOrder.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.coverage.LedgerComparison.Difference;
import io.tributary.common.coverage.LedgerComparison.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ledger of a feed against vendors that list rows late and purge them, and workers that are
 * killed: it agrees with the topic exactly when the topic holds the truth. The first hour is left
 * out, because no older row shows that the vendor had not purged it.
 */
class CoverageSimulationTest {
  private static final int RUNS = Math.max(1, Integer.getInteger("simulation.runs", 25) / 2);

  @ParameterizedTest
  @MethodSource("scenarios")
  void isEqualExactlyIfTheTopicHoldsTheTruth(Scenario scenario) throws InterruptedException {
    for (var seed = 1; seed <= RUNS; seed++) {
      var run = new Simulation(scenario, seed);
      var replay = scenario + ", seed " + seed;
      assertThat(run.run()).as(replay).isEmpty();
      var ledger = run.ledger();
      var random = new Random(seed);
      var which = hour(1 + random.nextInt(2));

      assertThat(ledger.differences(hour(1), hour(3))).as(replay).isEmpty();
      assertThat(ledger.withoutOne(hour(1), hour(3), which, random))
          .as(replay)
          .containsExactly(new Difference(which, Kind.MISSING, 1));
      assertThat(ledger.withOneMore(hour(1), hour(3), which, random))
          .as(replay)
          .containsExactly(new Difference(which, Kind.EXTRA, 1));
    }
  }

  /** The task is down from 00:50 to 01:35, and the vendor purges all before 01:30 meanwhile. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void namesTheHourThatWasPurgedBeforeItWasRead(Scenario scenario) throws InterruptedException {
    scenario.purged = true;
    scenario.down = Duration.ofMinutes(45);
    for (var seed = 1; seed <= RUNS; seed++) {
      var run = new Simulation(scenario, seed);
      var replay = scenario + ", seed " + seed;
      assertThat(run.run()).as(replay).isEmpty();

      assertThat(run.ledger().differences(hour(1), hour(3)))
          .as(replay)
          .containsExactly(new Difference(hour(1), Kind.GAP, 0));
    }
  }

  static Stream<Scenario> scenarios() {
    var all = new ArrayList<Scenario>();
    add(all, "covered", s -> {});
    add(all, "covered, half batches", s -> s.halfBatches = 0.05);
    add(all, "covered, faults", s -> s.late(0.3).faults = 0.2);
    add(all, "covered, cursor", s -> s.byCursor().crashes = 0.1);
    add(all, "covered, unknown", s -> s.unknown().noEnd().late = 0.3);
    add(all, "covered, numbered", s -> s.numbered().noEnd().late = 0.3);
    for (var listed : List.of(NEWEST_FIRST, OLDEST_FIRST)) {
      add(
          all,
          "covered, listed " + listed,
          s -> s.lies(UNKNOWN, listed).byNumber().noEnd().coarse().late = 0.3);
    }
    return all.stream();
  }

  private static void add(List<Scenario> all, String name, Consumer<Scenario> changes) {
    all.add(Scenario.named(name, s -> changes.accept(s.covered())));
    all.add(
        Scenario.named(
            name + ", at least once",
            s -> {
              changes.accept(s.covered());
              s.exactlyOnce = false;
            }));
  }
}
