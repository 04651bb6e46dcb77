package io.tributary.common.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine against vendors that list rows late, twice, shuffled or not at all, move them while
 * they are paged, cap, refuse and time out; and against workers that crash, stop in mid-batch and
 * flush late. Each run is made by its seed alone.
 */
class EngineSimulationTest {
  private static final int RUNS = Integer.getInteger("simulation.runs", 40);

  static Stream<Scenario> scenarios() {
    var hostile = new ArrayList<Scenario>();
    add(hostile, "plain", s -> {});
    add(hostile, "late rows", s -> s.late = 0.5);
    add(hostile, "network faults", s -> s.faults = 0.3);
    add(hostile, "idle gaps", s -> s.idleGaps = true);
    add(hostile, "filter", s -> s.filtered = 0.3);
    add(hostile, "half batches", s -> s.halfBatches = 0.1);
    add(hostile, "bursts", s -> burst(s, 100));
    add(
        hostile,
        "bursts, page size changes",
        s -> {
          burst(s, 100);
          s.pageSizeChanges = true;
        });
    add(
        hostile,
        "cap",
        s -> {
          s.resultWindow = 90;
          burst(s, 40);
        });
    add(
        hostile,
        "cap enforced",
        s -> {
          s.resultWindow = 90;
          s.capEnforced = true;
          burst(s, 40);
        });
    add(
        hostile,
        "burst above a cap",
        s -> {
          s.resultWindow = 90;
          burst(s, 300);
        });
    add(
        hostile,
        "silent page cap",
        s -> {
          s.serverPageCap = 4;
          burst(s, 40);
        });
    add(
        hostile,
        "wrong clock",
        s -> {
          s.wrongClock = 0.1;
          s.late = 0.3;
        });
    add(hostile, "deletes", s -> s.deleted = 0.2);
    add(
        hostile,
        "dense deletes",
        s -> {
          dense(s);
          s.deleted = 0.2;
        });
    add(
        hostile,
        "dense bursts",
        s -> {
          dense(s);
          s.burst = 150;
          s.late = 0.2;
        });
    add(hostile, "without time", s -> s.withoutTime = 0.05);
    add(
        hostile,
        "without id, twice",
        s -> {
          s.withoutId = 0.2;
          s.rowsTwice = 0.1;
        });
    add(hostile, "before the start", s -> s.beforeStart = 0.1);
    add(
        hostile,
        "overlap grows",
        s -> {
          s.overlapGrows = true;
          s.late = 0.2;
        });
    add(
        hostile,
        "dated ahead, no end",
        s -> {
          s.ahead = 0.05;
          s.boundsEnd = false;
        });
    add(
        hostile,
        "slow server",
        s -> {
          s.rowsBeforeTimeout = 40;
          dense(s);
        });
    add(hostile, "unknown order", s -> s.order = Order.UNKNOWN);
    add(
        hostile,
        "unknown, bursts",
        s -> {
          s.order = Order.UNKNOWN;
          burst(s, 100);
          s.pageSizeChanges = true;
        });
    add(
        hostile,
        "unknown, no end",
        s -> {
          s.order = Order.UNKNOWN;
          s.boundsEnd = false;
          s.late = 0.3;
        });
    add(
        hostile,
        "unknown, ahead",
        s -> {
          s.order = Order.UNKNOWN;
          s.boundsEnd = false;
          s.ahead = 0.05;
        });
    add(
        hostile,
        "unknown, deletes",
        s -> {
          s.order = Order.UNKNOWN;
          s.deleted = 0.2;
        });
    add(
        hostile,
        "unknown, small buffer",
        s -> {
          s.order = Order.UNKNOWN;
          s.bufferBytes = 400;
        });
    add(
        hostile,
        "numbered",
        s -> {
          s.order = Order.UNKNOWN;
          s.numberedPages = true;
          s.boundsEnd = false;
          s.late = 0.3;
        });
    add(
        hostile,
        "numbered, deletes",
        s -> {
          s.order = Order.UNKNOWN;
          s.numberedPages = true;
          s.deleted = 0.1;
        });
    add(
        hostile,
        "newest first",
        s -> {
          s.order = Order.NEWEST_FIRST;
          s.late = 0.3;
        });
    add(
        hostile,
        "newest first, dense, no end",
        s -> {
          s.order = Order.NEWEST_FIRST;
          s.boundsEnd = false;
          dense(s);
        });
    add(
        hostile,
        "backfill",
        s -> {
          s.backfill = true;
          dense(s);
        });
    add(
        hostile,
        "backfill, deletes",
        s -> {
          s.backfill = true;
          dense(s);
          s.deleted = 0.1;
        });
    add(
        hostile,
        "backfill, slow server, cap",
        s -> {
          s.backfill = true;
          dense(s);
          s.rowsBeforeTimeout = 60;
          s.resultWindow = 50;
        });
    add(
        hostile,
        "backfill, unknown, deletes",
        s -> {
          s.backfill = true;
          s.order = Order.UNKNOWN;
          dense(s);
          s.deleted = 0.1;
        });
    add(
        hostile,
        "backfill, numbered, deletes",
        s -> {
          s.backfill = true;
          s.order = Order.UNKNOWN;
          s.numberedPages = true;
          s.boundsEnd = false;
          s.deleted = 0.02;
          s.pageSizeFrom = 20;
        });
    add(hostile, "everything", EngineSimulationTest::everything);
    return hostile.stream();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void losesNothingAndRepeatsNothing(Scenario scenario) throws InterruptedException {
    for (var seed = 1; seed <= RUNS; seed++) {
      assertThat(new Simulation(scenario, seed).run()).as("%s, seed %d", scenario, seed).isEmpty();
    }
  }

  private static void add(
      List<Scenario> all, String name, java.util.function.Consumer<Scenario> changes) {
    all.add(Scenario.named(name, changes));
    all.add(
        Scenario.named(
            name + ", at least once",
            s -> {
              changes.accept(s);
              s.exactlyOnce = false;
            }));
    all.add(
        Scenario.named(
            name + ", at least once, filter, flushed at once",
            s -> {
              changes.accept(s);
              s.exactlyOnce = false;
              s.filtered = 0.3;
              s.flushEvery = Duration.ZERO;
            }));
  }

  private static void burst(Scenario scenario, int rows) {
    scenario.burst = rows;
    scenario.events = 600;
  }

  private static void dense(Scenario scenario) {
    scenario.events = 2000;
  }

  private static void everything(Scenario s) {
    s.late = 0.2;
    s.faults = 0.1;
    s.filtered = 0.2;
    s.halfBatches = 0.02;
    s.deleted = 0.05;
    s.withoutId = 0.05;
    s.rowsTwice = 0.05;
    s.beforeStart = 0.05;
    s.pageSizeChanges = true;
    s.resultWindow = 120;
    burst(s, 60);
  }
}
