// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiException;
import io.tributary.devo.SimulatedContext;
import io.tributary.devo.message.RecordPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A record handed over to the dead letter queue is not delivered before its receipt (R4). */
class DeadLettersTest {
  private static final TopicPartition PARTITION = new TopicPartition("events", 0);
  private static final RecordPosition AT = new RecordPosition(PARTITION, 7);
  private static final SinkRecord RECORD =
      new SinkRecord("events", 0, null, null, null, "secret", 7);
  private static final Map<String, String> LOG_AND_QUEUE =
      Map.of("errors.log.enable", "true", "errors.deadletterqueue.topic.name", "dead");

  private final SimulatedContext context =
      new SimulatedContext(Set::of, paused -> {}, resumed -> {});
  private final CompletableFuture<Void> receipt = new CompletableFuture<>();
  private final List<RecordPosition> taken = new ArrayList<>();

  @Test
  void aRecordIsTakenWhenItsReceiptComesAndNotBefore() {
    var letters = letters(Map.of());
    letters.report(RECORD, AT, new DataException("why"));

    letters.settle(taken::add);
    assertThat(taken).isEmpty();
    assertThat(letters.isEmpty()).isFalse();

    receipt.complete(null);
    letters.settle(taken::add);
    assertThat(taken).containsExactly(AT);
    assertThat(letters.isEmpty()).isTrue();
  }

  @Test
  void aQueueThatDoesNotTakeARecordIsAnErrorThatNamesIt() {
    var letters = letters(Map.of());
    letters.report(RECORD, AT, new DataException("why"));
    receipt.completeExceptionally(new IllegalStateException("too large\u0007"));

    assertThatThrownBy(() -> letters.settle(taken::add))
        .isInstanceOf(ApiException.class)
        .hasMessageContainingAll("SinkError 611", "events-0 offset 7", "too large")
        .hasMessageNotContaining("\u0007");
    assertThat(taken).isEmpty();
  }

  @Test
  void aReceiptAtOnceIsARefusalThatConnectHidesIfItAlsoLogs() {
    receipt.complete(null);
    var letters = letters(LOG_AND_QUEUE);

    assertThatThrownBy(() -> letters.report(RECORD, AT, new DataException("why")))
        .isInstanceOf(ApiException.class)
        .hasMessageContainingAll("SinkError 611", "at once");
    assertThat(letters.isEmpty()).isTrue();
  }

  @Test
  void aReceiptAtOnceCountsIfConnectDoesNotHideRefusals() {
    receipt.complete(null);
    var letters = letters(Map.of("errors.log.enable", "true"));

    letters.report(RECORD, AT, new DataException("why"));
    letters.settle(taken::add);

    assertThat(taken).containsExactly(AT);
  }

  @Test
  void aRefusalAtOnceSaysWhyIfThatIsKnown() {
    receipt.completeExceptionally(new IllegalStateException("no such topic"));
    var letters = letters(LOG_AND_QUEUE);

    assertThatThrownBy(() -> letters.report(RECORD, AT, new DataException("why")))
        .hasMessageContainingAll("SinkError 611", "no such topic");
  }

  @Test
  void withoutAReporterTheReasonItselfEndsTheTask() {
    var letters = new DeadLetters(context, Map.of());
    var reason = new DataException("why");

    assertThatThrownBy(() -> letters.report(RECORD, AT, reason)).isSameAs(reason);
  }

  @Test
  void theReceiptOfARevokedRecordIsForNobody() {
    var letters = letters(Map.of());
    letters.report(RECORD, AT, new DataException("why"));

    letters.revoke(List.of(PARTITION));

    assertThat(letters.isEmpty()).isTrue();
    receipt.completeExceptionally(new IllegalStateException("too large"));
    letters.settle(taken::add);
    assertThat(taken).isEmpty();
  }

  private DeadLetters letters(Map<String, String> settings) {
    context.reporter((record, error) -> receipt);
    return new DeadLetters(context, settings);
  }
}
