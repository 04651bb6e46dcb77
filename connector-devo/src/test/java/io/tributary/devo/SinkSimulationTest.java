// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The task under Connect's own sequence of calls, with failures all around it (R1–R4). Each run is
 * made by its seed and its variant alone, and a failure names the command that replays it.
 */
class SinkSimulationTest {
  private static final int DEFAULT_RUNS = 25;
  private static final int RUNS = Integer.getInteger("simulation.runs", DEFAULT_RUNS);
  private static final int SEED = Integer.getInteger("simulation.seed", -1);
  private static final String VARIANT = System.getProperty("simulation.variant", "");

  @ParameterizedTest
  @MethodSource("variants")
  void neverCommitsWhatWasNotReceivedAndEndsWithEverythingCommitted(String variant) {
    LongStream.range(SEED < 0 ? 0 : SEED, SEED < 0 ? runs(variant) : SEED + 1)
        .forEach(seed -> run(seed, variant));
  }

  /** A thousand in all with a socket, and half as many with HTTP, where a run takes longer. */
  private static int runs(String variant) {
    return RUNS * (variant.startsWith("http") ? 5 : 10);
  }

  /** A run that is replayed, or a short one, reaches fewer. */
  @AfterAll
  static void everyRareBranchWasReached() {
    if (RUNS >= DEFAULT_RUNS && SEED < 0 && VARIANT.isEmpty()) {
      assertThat(SinkMark.missing()).as("marks that no run has reached").isEmpty();
    }
  }

  static Stream<String> variants() {
    return Stream.of(
            "socket-eager-crashes",
            "socket-eager",
            "socket-crashes",
            "socket",
            "http-eager-crashes",
            "http-eager",
            "http-crashes",
            "http")
        .filter(variant -> VARIANT.isEmpty() || variant.equals(VARIANT));
  }

  static void run(long seed, String variant) {
    try {
      new SinkSimulation(
              seed,
              variant.startsWith("http"),
              variant.contains("eager"),
              variant.contains("crashes"))
          .run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          e.getMessage()
              + "\nReplay it: mvn verify -pl connector-devo -am -Dtest=SinkSimulationTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.variant="
              + variant
              + " -Dsimulation.seed="
              + seed,
          e);
    }
  }
}
