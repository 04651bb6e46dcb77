// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.PlantedFault;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of one line in commit and rewind, each of which the simulation of the sink must find. */
class SinkPlantedFaultsTest {
  private static final int RUNS = Integer.getInteger("simulation.runs", 25) * 40;
  private static final String NOTHING = "";

  static Stream<PlantedFault> faults() {
    return Stream.of(
        fault("Unconfirmed", "given.offset() <= first.offset()", "true", "http"),
        fault(
            "Unconfirmed",
            "one.offset() <= other.offset()",
            "one.offset() > other.offset()",
            "socket"),
        fault("RewindState", "!lost && !seeking", "!lost", "socket"),
        fault("RewindState", "!lost && !seeking", "!seeking", "socket"),
        fault("Delivery", "|| !rewindState.canCommit()", "", "socket"),
        fault("Delivery", "rewindState.isLost() || backpressured()", "backpressured()", "socket"),
        fault("Delivery", "rewindState.seekRequested();", "", "socket"),
        fault("Delivery", "first, Math::min", "first, Math::max", "socket"),
        fault("Delivery", "unconfirmed = transport.confirm()", "transport.confirm()", "socket"),
        fault("Delivery", "unconfirmed.confirmed(offsets)", "offsets", "http"));
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
        SinkSimulationTest.run(seed, transport.equals("http"), seed % 2 == 0, true);
      } catch (RuntimeException | AssertionError e) {
        return e.toString();
      }
    }
    return NOTHING;
  }

  private static PlantedFault fault(String type, String right, String wrong, String transport) {
    return new PlantedFault("devo.delivery." + type, right, wrong, transport);
  }
}
