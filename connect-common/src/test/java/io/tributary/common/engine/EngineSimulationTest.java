// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine against vendors that list rows late, twice, shuffled or not at all, move them while
 * they are paged, cap, refuse and time out; and against workers that crash, stop in mid-batch and
 * flush late, with clocks that are wrong on either side (R1). Each run is made by its seed alone,
 * and a failure names the command that replays it.
 */
@Execution(ExecutionMode.CONCURRENT)
class EngineSimulationTest {
  private static final int DEFAULT_RUNS = 25;
  private static final int RUNS = Integer.getInteger("simulation.runs", DEFAULT_RUNS);
  private static final String SCENARIO = System.getProperty("simulation.scenario", "");
  private static final int SEED = Integer.getInteger("simulation.seed", 0);

  @ParameterizedTest
  @MethodSource("scenarios")
  void losesNothingAndRepeatsNothing(Scenario scenario) throws InterruptedException {
    var first = SEED == 0 ? 1 : SEED;
    var last = SEED == 0 ? scenario.runs(RUNS) : SEED;
    for (var seed = first; seed <= last; seed++) {
      assertThat(new Simulation(scenario, seed).run())
          .as(
              "Replay it: mvn verify -pl connect-common -Dtest=EngineSimulationTest"
                  + " -Dsimulation.scenario='%s' -Dsimulation.seed=%d",
              scenario, seed)
          .isEmpty();
    }
  }

  /** A run that is replayed, or a short one, reaches fewer. */
  @AfterAll
  static void everyRareBranchWasReached() {
    if (RUNS >= DEFAULT_RUNS && SEED == 0 && SCENARIO.isEmpty()) {
      assertThat(Mark.missing()).as("marks that no run has reached").isEmpty();
    }
  }

  static Stream<Scenario> scenarios() {
    return HostileScenarios.all()
        .filter(scenario -> SCENARIO.isEmpty() || scenario.name.equals(SCENARIO));
  }
}
