// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tributary.devo.http.SimulatedHttp;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The task under Connect's own sequence of calls, with failures all around it (R1, R4). */
class SinkSimulationTest {
  private static final int RUNS = Integer.getInteger("simulation.runs", 25) * 40;
  private static final int SEED = Integer.getInteger("simulation.seed", -1);

  private static final Map<String, String> SOCKET =
      Map.of("endpoint", "tcp://127.0.0.1:1", "tag", "my.app.a", "retry.backoff.ms", "2000");
  private static final Map<String, String> HTTP =
      Map.of(
          "endpoint", "https://127.0.0.1:1",
          "domain", "acme",
          "token", "canary-token",
          "tag", "my.app.a",
          "batch.max.bytes", "1024",
          "http.requests.in.flight", "3",
          "retry.backoff.ms", "2000");

  @ParameterizedTest(name = "http={0}, eager={1}, crashes={2}")
  @CsvSource({
    "false,true,true",
    "false,false,true",
    "false,true,false",
    "false,false,false",
    "true,true,true",
    "true,false,true",
    "true,true,false",
    "true,false,false"
  })
  void neverCommitsWhatWasNotReceivedAndEndsWithEverythingCommitted(
      boolean http, boolean eager, boolean crashes) {
    LongStream.range(SEED < 0 ? 0 : SEED, SEED < 0 ? RUNS : SEED + 1)
        .forEach(
            seed ->
                assertThatCode(() -> run(seed, http, eager, crashes))
                    .as(
                        "Replay it: mvn verify -pl connector-devo -am -Dtest=SinkSimulationTest"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seed=%s",
                        seed)
                    .doesNotThrowAnyException());
  }

  static void run(long seed, boolean http, boolean eager, boolean crashes) {
    var random = new Random(seed);
    var topic = new SimulatedTopic(random);
    var faults = SimulatedDevo.Faults.of(random);
    var group =
        new SimulatedGroup(
            topic,
            random,
            () -> http ? httpWorker(topic, random, faults) : worker(topic, random, faults),
            eager);

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
    for (int step = 0; step < 5_000 && !topic.isAllCommitted(); step++) {
      group.step();
    }

    assertThat(topic.isAllCommitted()).as("all committed in the end, seed %s", seed).isTrue();
    assertThat(topic.isAllReceived()).as("all received in the end, seed %s", seed).isTrue();
    assertThat(topic.buriedInnocents()).as("innocent dead letters, seed %s", seed).isEmpty();
  }

  private static SimulatedWorker worker(
      SimulatedTopic topic, Random random, SimulatedDevo.Faults faults) {
    return new SimulatedWorker(
        topic, random, (config, now, any) -> new SimulatedDevo(topic, random, faults), SOCKET);
  }

  private static SimulatedWorker httpWorker(
      SimulatedTopic topic, Random random, SimulatedDevo.Faults faults) {
    return new SimulatedWorker(
        topic, random, SimulatedHttp.transports(topic, random, faults), HTTP);
  }
}
