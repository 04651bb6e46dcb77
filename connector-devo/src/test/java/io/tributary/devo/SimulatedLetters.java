// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.message.RecordPosition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Connect's way to a dead letter queue, which takes a record after a while, or refuses it: later,
 * or at once without telling. It fails if an event is buried that the receiver would take.
 */
final class SimulatedLetters implements ErrantRecordReporter {
  private record Letter(String event, boolean refused) {}

  private final SimulatedTopic topic;
  private final Random random;
  private final Map<CompletableFuture<Void>, Letter> letters = new LinkedHashMap<>();
  private double refusals;
  private boolean hidesFailures;
  private boolean refused;
  private @Nullable WatchedTransport transport;
  private BiPredicate<SinkRecord, Boolean> guilty = (record, receiverBlamed) -> true;

  SimulatedLetters(SimulatedTopic topic, Random random, double refusals) {
    this.topic = topic;
    this.random = random;
    this.refusals = refusals;
  }

  /** With errors.log.enable and a queue, Connect hides that its producer refuses a record. */
  SimulatedLetters hidingFailures() {
    hidesFailures = true;
    return this;
  }

  /** Says whether a record may be buried, and whether the receiver was to be blamed. */
  SimulatedLetters only(BiPredicate<SinkRecord, Boolean> guilty) {
    this.guilty = guilty;
    return this;
  }

  void of(WatchedTransport of) {
    transport = of;
  }

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    var event = String.valueOf(record.value());
    assertThat(error).isInstanceOf(DataException.class);
    assertThat(guilty.test(record, transport.blamesReceiver())).as("buried: %s", event).isTrue();
    transport.buried(RecordPosition.of(record));
    var isRefused = random.nextDouble() < refusals;
    refused |= isRefused;
    if (isRefused && hidesFailures) {
      SinkMark.DEAD_LETTER_REFUSED_AT_ONCE.reach();
      return CompletableFuture.completedFuture(null);
    }
    var receipt = new CompletableFuture<Void>();
    letters.put(receipt, new Letter(event, isRefused));
    return receipt;
  }

  /** Some of the receipts come. */
  void deliver() {
    for (var each = letters.entrySet().iterator(); each.hasNext(); ) {
      var entry = each.next();
      if (random.nextInt(3) == 0) {
        each.remove();
        if (entry.getValue().refused()) {
          SinkMark.DEAD_LETTER_REFUSED.reach();
          entry.getKey().completeExceptionally(new IllegalStateException("too large"));
        } else {
          topic.bury(entry.getValue().event());
          entry.getKey().complete(null);
        }
      }
    }
  }

  /** The queue takes everything from now on. */
  void heal() {
    refusals = 0;
  }

  /** Whether the queue has refused a record, for which the task has to fail. */
  boolean refused() {
    return refused;
  }

  void committing() {
    if (!letters.isEmpty()) {
      SinkMark.RECEIPT_LATE.reach();
    }
  }

  void revoked() {
    if (!letters.isEmpty()) {
      SinkMark.REVOKED_WITH_A_RECEIPT_MISSING.reach();
    }
  }
}
