// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static io.tributary.devo.HttpSinkFixture.P;
import static io.tributary.devo.HttpSinkFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.HttpIntakeFixture;
import io.tributary.devo.HttpSinkFixture;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two nodes behind one address, one of which refuses everything: no event is to blame (R3). */
@Timeout(120)
class HttpBadNodeTest extends HttpIntakeFixture {
  private static final int EVENTS = 600;
  private static final int OF_A_PUT = 25;
  private static final String POISON = "300 ";

  /** How the balancer chooses a node. */
  enum Turns {
    CONNECTION,
    REQUEST,
    CHANCE
  }

  private final AtomicInteger number = new AtomicInteger();
  private final Random random = new Random(7);
  private final ThreadLocal<Boolean> evenConnection =
      ThreadLocal.withInitial(() -> number.getAndIncrement() % 2 == 0);
  private final ThreadLocal<Boolean> refuses = ThreadLocal.withInitial(() -> false);
  private volatile boolean broken;
  private int position;

  @ParameterizedTest
  @CsvSource({
    "CONNECTION, 4, 262144, 25",
    "CONNECTION, 4, 1024, 200",
    "CONNECTION, 1, 1024, 25",
    "REQUEST, 4, 262144, 25",
    "REQUEST, 4, 1024, 200",
    "REQUEST, 1, 1024, 25",
    "CHANCE, 4, 262144, 25",
    "CHANCE, 4, 1024, 200",
    "CHANCE, 1, 1024, 25",
  })
  void onlyTheEventThatEachNodeRefusesIsToBlame(
      Turns turns, int inFlight, int bodyBytes, int healthyEvents) {
    balance(turns);
    devo.refuse(event -> refuses.get() || event.startsWith(POISON));
    try (var sink =
        new HttpSinkFixture(
                devo,
                certificates,
                "http.requests.in.flight",
                String.valueOf(inFlight),
                "batch.max.bytes",
                String.valueOf(bodyBytes))
            .reporting()) {
      sendAll(sink, healthyEvents);

      assertThat(sink.reported).singleElement().asString().contains("|" + POISON);
      assertThat(devo.bodies()).hasSize(EVENTS - 1).doesNotHaveDuplicates();
      assertThat(devo.requestCount()).as("requests").isLessThan(4 * EVENTS);
    }
  }

  private void balance(Turns turns) {
    devo.beforeEach(
        request ->
            refuses.set(
                broken
                    && switch (turns) {
                      case CONNECTION -> evenConnection.get();
                      case REQUEST -> number.getAndIncrement() % 2 == 0;
                      case CHANCE -> random.nextBoolean();
                    }));
  }

  /** As Connect does. */
  private void sendAll(HttpSinkFixture sink, int healthyEvents) {
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(100))
        .until(
            () -> {
              position = sink.context.offsets.getOrDefault(P, (long) position).intValue();
              sink.context.offsets.clear();
              broken = devo.bodies().size() >= healthyEvents;
              var next = sink.paused.contains(P) ? position : Math.min(EVENTS, position + OF_A_PUT);
              sink.put(P, position, events(position, next));
              position = next;
              return position == EVENTS && sink.commit(EVENTS, 0).equals(offsets(EVENTS, 0));
            });
  }

  private static String[] events(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n -> n + " " + "x".repeat(900))
        .toArray(String[]::new);
  }
}
