// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.PlantedFault;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of one line in the sink's delivery, each of which its simulation must find. */
class SinkPlantedFaultsTest {
  private static final int RUNS = Integer.getInteger("simulation.runs", 25) * 5;
  private static final String NOTHING = "";

  static Stream<PlantedFault> faults() {
    return Stream.of(
        delivery(
            "OffsetLog",
            "if (states[at] == SENT) {\n        set(at, LOST)",
            "if (false) {\n        set(at, LOST)",
            "socket"),
        delivery(
            "OffsetLog",
            "offsets[at] <= offset; at++) {\n      if (states[at] == SENT)",
            "offsets[at] <= offset; at++) {\n      if (true)",
            "socket"),
        delivery(
            "OffsetLog",
            "if (states[at] == LOST) {\n          set(at, TAKEN);",
            "if (states[at] == LOST) {\n          set(at, LOST);",
            "socket"),
        delivery("Progress", "given.offset() <= lowest ? given", "true ? given", "http"),
        delivery("Progress", "logs.values().forEach(OffsetLog::lost);", "", "socket"),
        delivery("Delivery", "&& !progress.isSeekDue() && flow", "&& flow", "socket"),
        delivery("Delivery", "context.offset(progress.seek());", "progress.seek();", "socket"),
        delivery("Delivery", "progress.committable(offsets)", "offsets", "http"),
        delivery("Delivery", "blame.revoke(partitions);", "", "http"),
        delivery("FlowControl", "&& blame.onTrial().isEmpty()", "", "socket"),
        delivery("FlowControl", "explored |= may && !isPaused();", "", "socket"),
        delivery(
            "FlowControl", "(waiting || blame.keepsAny() || isPaused())", "(waiting)", "socket"),
        delivery("KeptMessages", "skip(taken)", "skip(0)", "http"),
        delivery("Credibility", "int MOST = 20", "int MOST = 3", "http"),
        delivery("Credibility", "int UNRELIABLE = 40", "int UNRELIABLE = 2", "http"),
        delivery("DeadLetters", "taken.accept(report.position());", "", "socket"),
        delivery(
            "DeadLetters", "if (!hidesFailures || !receipt.isDone()) {", "if (true) {", "socket"),
        http("RequestQueue", "ready.addAll(batches);", "", "http"),
        http("HttpBatch", "part(middle, events.size())", "part(middle + 1, events.size())", "http"),
        http("HttpTransport", "queue.ended(sent);", "", "http"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isFound(PlantedFault fault, @TempDir Path directory) throws Exception {
    assertThat(fault.call(directory, SinkPlantedFaultsTest.class, "firstProblem"))
        .isNotEqualTo(NOTHING);
  }

  /** Called with the fault in place. Returns what the runs with a transport find first. */
  static String firstProblem(String transport) {
    for (var seed = 0; seed < RUNS; seed++) {
      try {
        SinkSimulationTest.run(seed, transport + "-crashes");
      } catch (AssertionError e) {
        return e.toString();
      }
    }
    return NOTHING;
  }

  private static PlantedFault delivery(String type, String right, String wrong, String transport) {
    return new PlantedFault("devo.delivery." + type, right, wrong, transport);
  }

  private static PlantedFault http(String type, String right, String wrong, String transport) {
    return new PlantedFault("devo.http." + type, right, wrong, transport);
  }
}
