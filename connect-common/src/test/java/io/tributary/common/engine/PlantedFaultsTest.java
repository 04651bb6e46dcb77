// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.PlantedFault;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of one line in checkpoint, windows and paging, each of which the simulation must find. */
class PlantedFaultsTest {
  private static final int RUNS = Integer.getInteger("simulation.runs", 25);
  private static final String NOTHING = "";
  private static final String END = "swept, listed OLDEST_FIRST";

  static Stream<PlantedFault> faults() {
    return Stream.of(
        checkpoint(
            "Checkpoint", "isBefore(since) || seen.contains(event)", "isBefore(since)", "plain"),
        checkpoint("Checkpoint", "MAX).isBefore(since)", "MAX).isBefore(time)", "late rows"),
        checkpoint("LookBack", "time.minus(overlap)", "time", "late rows"),
        checkpoint("LookBack", "swept.isBefore(polled) ? swept : polled", "polled", "swept"),
        checkpoint("Checkpoint", "grown.since(from)", "grown.since(latest)", "late rows"),
        checkpoint(
            "Checkpoint", "new Checkpoint(latest, from", "new Checkpoint(time, from", "plain"),
        checkpoint(
            "Checkpoint", "seen.renewed(events, reach.from(time))", "seen", "stamped years ahead"),
        checkpoint(
            "OffsetCodec",
            "before.since().toString()",
            "after.since().toString()",
            "half batches, backfill"),
        checkpoint("OffsetCodec", "pending > 0; pending--", "pending > 0; pending -= 2", "plain"),
        checkpoint(
            "SeenIds", "log.size() - pending(pending, log.size())", "log.size()", "half batches"),
        checkpoint("SeenIds", "log.second(start) < first", "log.second(start) <= first", "plain"),
        checkpoint(
            "SeenIds", "log.second(at) >= before", "log.second(at) > before", "late rows, dense"),
        checkpoint(
            "Reach",
            "windowEnd.isBefore(earliest) ? windowEnd : earliest",
            "windowEnd",
            "a node ahead"),
        checkpoint("Reach", "event.timeOr(windowEnd)", "event.timeOr(Instant.MIN)", "without time"),
        window("WindowPolicy", "? readFrom", "? base", "late rows"),
        window("SweepPolicy", ".isBefore(window.to())", ".isAfter(window.to())", "swept"),
        window(
            "WindowPolicy",
            "earlier(passed, certain.minus(windowMax))",
            "certain",
            "our clock ahead"),
        window("WindowPolicy", "base.plus(windowMax)", "base", "idle gaps"),
        engine(
            "ReaderState",
            "done.leftSomeOut() || done.ahead().deferred() > 0",
            "false",
            "uneven, small buffer"),
        buffer("SortBuffer", "!time.isAfter(cutoff) && ", "", "uneven, small buffer"),
        buffer("SortBuffer", "Arrays.sort(news, this::compare);", "", "uneven, small buffer"),
        paging("TimePager", "if (!onOnePage && !read.complete()) {", "if (false) {", "many ties"),
        paging(
            "TimePager",
            "rows, new TimePager(lastSecond, 0,",
            "rows, new TimePager(lastSecond, 1,",
            "ties, backfill"),
        paging(
            "ListPager",
            "if (pass.pages() <= 1 && missing == 0) {",
            "if (true) {",
            "ties, numbered"),
        paging(
            "ListPager",
            "position.row() / rows",
            "position.row() / rows + 1",
            "too many bytes, numbered"),
        window("WindowPolicy", "return Instant.MIN", "return Instant.MAX", "newest, numbered"),
        paging("LastPages", "back(read, first - 1)", "back(read, -1)", END),
        paging("LastPages", "if (!onward) {", "if (true) {", END),
        engine("PullState", "partial() ? new Reach", "false ? new Reach", "later pages fail"),
        window(
            "ClosedPolicy",
            "event.timeOr(Instant.MIN).isBefore(end) && ",
            "",
            "behind, without an end"),
        window(
            "ClosedPolicy",
            "if (expected.isBefore(end)) {",
            "if (false) {",
            "behind, our clock ahead at first"),
        buffer("SortBuffer", "event.timeOr(Instant.MIN)", "event.timeOr(windowEnd)", TIMELESS));
  }

  private static final String TIMELESS = "behind, timeless";

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isFound(PlantedFault fault, @TempDir Path directory) throws Exception {
    assertThat(fault.call(directory, PlantedFaultsTest.class, "firstProblem"))
        .isNotEqualTo(NOTHING);
  }

  /** Called with the fault in place. Returns what the runs of a scenario find first. */
  static String firstProblem(String name) throws InterruptedException {
    var scenario =
        HostileScenarios.all().filter(each -> each.name.equals(name)).findFirst().orElseThrow();
    for (var seed = 1; seed <= RUNS; seed++) {
      try {
        var problems = new Simulation(scenario, seed).run();
        if (!problems.isEmpty()) {
          return problems.get(0);
        }
      } catch (RuntimeException e) {
        return e.toString();
      }
    }
    return NOTHING;
  }

  private static PlantedFault checkpoint(String type, String right, String wrong, String scenario) {
    return new PlantedFault("common.checkpoint." + type, right, wrong, scenario);
  }

  private static PlantedFault paging(String type, String right, String wrong, String scenario) {
    return new PlantedFault("common.paging." + type, right, wrong, scenario);
  }

  private static PlantedFault buffer(String type, String right, String wrong, String scenario) {
    return new PlantedFault("common.buffer." + type, right, wrong, scenario);
  }

  private static PlantedFault window(String type, String right, String wrong, String scenario) {
    return new PlantedFault("common.window." + type, right, wrong, scenario);
  }

  private static PlantedFault engine(String type, String right, String wrong, String scenario) {
    return new PlantedFault("common.engine." + type, right, wrong, scenario);
  }
}
