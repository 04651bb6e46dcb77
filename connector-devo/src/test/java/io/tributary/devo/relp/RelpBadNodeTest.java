// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.DevoSinkTask;
import io.tributary.devo.SimulatedContext;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.SyslogMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of two receivers behind one address, one refuses every message of its sessions (R3). */
@Timeout(60)
class RelpBadNodeTest {
  private static final TopicPartition P = new TopicPartition("events", 0);
  private static final long FIRST = 1;
  private static final long END = 300;
  private static final String POISON = "e200";

  private final List<Object> reported = new ArrayList<>();
  private final Set<TopicPartition> paused = new HashSet<>();
  private final SimulatedContext context =
      new SimulatedContext(() -> Set.of(P), paused::addAll, paused::removeAll);
  private final DevoSinkTask task = new DevoSinkTask();
  private long position = FIRST;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void onlyTheMessageThatBothRefuseIsToBlame(long seed) {
    try (var devo = FakeDevo.relp()) {
      devo.faults()
          .answersWith(
              body ->
                  body.endsWith(POISON) || isBad(seed, devo.connections()) ? "500 ERR" : "200 OK");
      start(devo);

      sendAll();

      assertThat(reported).containsExactly(POISON);
      assertThat(devo.messages())
          .extracting(SyslogMessage::body)
          .hasSize((int) (END - FIRST - 1))
          .doesNotHaveDuplicates();
    } finally {
      task.stop();
    }
  }

  /** The first session is with the bad one. */
  private static boolean isBad(long seed, int session) {
    return session == 1 || new Random(seed + (session << 8)).nextBoolean();
  }

  private void start(FakeDevo devo) {
    context.reporter(
        (record, error) -> {
          reported.add(record.value());
          return CompletableFuture.completedFuture(null);
        });
    task.initialize(context);
    task.start(
        Map.of(
            "endpoint",
            devo.endpoint().toString(),
            "tag",
            "my.app.a",
            "retry.backoff.ms",
            "10",
            "retry.backoff.max.ms",
            "50"));
  }

  /** As Connect does. */
  private void sendAll() {
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .atMost(Duration.ofSeconds(50))
        .until(
            () -> {
              position = context.offsets.getOrDefault(P, position);
              context.offsets.clear();
              var next = paused.contains(P) ? position : Math.min(END, position + 20);
              task.put(LongStream.range(position, next).mapToObj(this::event).toList());
              position = next;
              var offsets = Map.of(P, new OffsetAndMetadata(END));
              return position == END && task.preCommit(offsets).equals(offsets);
            });
  }

  private SinkRecord event(long offset) {
    return new SinkRecord(P.topic(), P.partition(), null, null, null, "e" + offset, offset);
  }
}
