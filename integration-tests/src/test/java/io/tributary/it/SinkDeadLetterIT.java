// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.EmbeddedBroker;
import io.tributary.testkit.devo.FakeDevo;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A dead letter queue that cannot take a record, in a worker with Kafka's default limits. The
 * record keeps its place in the topic until a queue has it (rule R4).
 */
class SinkDeadLetterIT {
  private static final String FIRST = "{\"n\":0}";
  private static final String MIDDLE = "{\"n\":1}";
  private static final String LAST = "{\"n\":2}";
  private static final String NO_TAG = "not a tag";
  private static final Map<String, String> LARGE =
      Map.of("max.message.bytes", Integer.toString(4 << 20));

  private final FakeDevo devo = FakeDevo.tcp();

  /** With errors.log.enable there are two reporters, and Connect joins their results. */
  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void aRecordThatTheProducerOfTheQueueRefusesKeepsItsPlaceUntilTheLimitIsRaised(String logged) {
    var middle = "{\"n\":1,\"x\":\"%s\"}".formatted("x".repeat(1_500_000));
    try (devo;
        var feed = SinkFeed.over("dead-producer-" + logged, devo)) {
      feed.with("errors.log.enable", logged).produce(FIRST, middle, LAST).start();

      assertThat(feed.awaitFailed())
          .containsPattern("SinkError \\d{3}")
          .contains("producer.override.max.request.size");
      // The first event may be unconfirmed when the task fails, but the second never is.
      var committed = feed.committed();
      assertThat(committed).isLessThanOrEqualTo(1);
      feed.restart();
      assertThat(feed.awaitFailed()).contains("producer.override.max.request.size");
      keepsItsPlace(feed, committed);

      feed.with("producer.override.max.request.size", Integer.toString(4 << 20));
      feed.withQueue(LARGE).update();
      getsPast(feed, middle);
    }
  }

  @Test
  void aRecordThatTheTopicOfTheQueueRefusesKeepsItsPlaceUntilTheLimitIsRaised() {
    var middle = "{\"n\":1,\"x\":\"%s\"}".formatted("x".repeat(5_000));
    try (devo;
        var feed = SinkFeed.over("dead-topic", devo)) {
      feed.withQueue(Map.of("max.message.bytes", "1000"));
      feed.produce(FIRST).start().awaitCommitted(1);
      feed.produce(middle, Map.of("devo.tag", NO_TAG));
      feed.produce(LAST);

      assertThat(feed.awaitFailed()).containsPattern("SinkError \\d{3}");
      keepsItsPlace(feed, 1);
      feed.restart();
      assertThat(feed.awaitFailed()).containsPattern("SinkError \\d{3}");
      keepsItsPlace(feed, 1);

      feed.withQueue(LARGE).update();
      getsPast(feed, middle);
    }
  }

  @Test
  void aQueueThatIsGoneKeepsTheRecordInItsPlaceUntilItIsBack() {
    var broker =
        EmbeddedBroker.start(
            Stack.directory("dead-gone-kafka"), Map.of("auto.create.topics.enable", "false"));
    var endpoint = devo.endpoint().toString();
    try (broker;
        devo;
        var feed = new SinkFeed("dead-gone", endpoint, SinkFeed.bodies(devo), broker)) {
      // Connect's producers wait for a missing topic for ever.
      feed.with("producer.override.max.block.ms", "2000")
          .with("producer.override.request.timeout.ms", "2000")
          .with("producer.override.delivery.timeout.ms", "3000");
      feed.produce(FIRST).start().awaitCommitted(1);

      feed.deadLetters().delete();
      feed.produce(MIDDLE, Map.of("devo.tag", NO_TAG));
      feed.produce(LAST);

      assertThat(feed.awaitFailed()).containsPattern("SinkError \\d{3}");
      keepsItsPlace(feed, 1);

      feed.deadLetters().recreate(Map.of());
      feed.restart();
      getsPast(feed, MIDDLE);
    }
  }

  private static void keepsItsPlace(SinkFeed feed, long committed) {
    assertThat(feed.committed()).isEqualTo(committed);
    assertThat(feed.status().failed()).isTrue();
    assertThat(feed.rejected()).isEmpty();
  }

  private static void getsPast(SinkFeed feed, String middle) {
    // The failed task is replaced with a delay.
    feed.await(SinkFeed.SOON, () -> feed.committed() == 3);
    assertThat(feed.status().running()).isTrue();
    assertThat(feed.received()).contains(FIRST, LAST).doesNotContain(middle);
    assertThat(feed.rejected()).containsExactly(middle);
  }
}
