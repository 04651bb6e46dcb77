package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The task under Connect's own sequence of calls, with everything around it failing. */
class SinkSimulationTest {
  private static final int RUNS = Integer.getInteger("simulation.runs", 1_000);

  @ParameterizedTest(name = "eager={0}, crashes={1}")
  @CsvSource({"true,true", "false,true", "true,false", "false,false"})
  void neverCommitsWhatWasNotReceivedAndEndsWithEverythingCommitted(
      boolean eager, boolean crashes) {
    for (long seed = 0; seed < RUNS; seed++) {
      run(seed, eager, crashes);
    }
  }

  private static void run(long seed, boolean eager, boolean crashes) {
    var random = new Random(seed);
    var topic = new SimulatedTopic(random);
    var faults = SimulatedDevo.Faults.of(random);
    var group = new SimulatedGroup(topic, random, faults, eager);

    for (int step = 0; step < 250; step++) {
      if (random.nextInt(15) == 0) {
        group.rebalance();
      }
      if (crashes && random.nextInt(60) == 0) {
        group.crash();
      }
      group.step();
    }
    faults.end();
    for (int step = 0; step < 1_000 && !topic.isAllCommitted(); step++) {
      group.step();
    }

    assertThat(topic.isAllCommitted()).as("all committed in the end, seed %s", seed).isTrue();
    assertThat(topic.isAllReceived()).as("all received in the end, seed %s", seed).isTrue();
  }
}
