// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine against vendors that list rows late, twice, shuffled or not at all, move them while
 * they are paged, cap, refuse and time out; and against workers that crash, stop in mid-batch and
 * flush late. Each run is made by its seed alone.
 */
class EngineSimulationTest {
  private static final int RUNS = Integer.getInteger("simulation.runs", 25);

  @ParameterizedTest
  @MethodSource("io.tributary.common.engine.HostileScenarios#all")
  void losesNothingAndRepeatsNothing(Scenario scenario) throws InterruptedException {
    for (var seed = 1; seed <= RUNS; seed++) {
      assertThat(new Simulation(scenario, seed).run()).as("%s, seed %d", scenario, seed).isEmpty();
    }
  }
}
