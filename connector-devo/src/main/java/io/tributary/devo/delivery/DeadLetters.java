// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.Causes;
import io.tributary.common.error.ForeignText;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.RecordPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Hands records that cannot be sent to Connect, which writes them to a dead letter queue, and waits
 * for the receipt of each (rule R4). Connect itself does not: it forgets a record that its producer
 * refuses at once, for instance because it is too large.
 */
final class DeadLetters {
  /** A busy machine may take a good answer for a refusal, but hardly so often in a row. */
  private static final int ATTEMPTS = 3;

  private record Report(RecordPosition position, Future<Void> receipt) {}

  private final SinkTaskContext context;
  private final boolean hidesFailures;
  private final List<Report> open = new ArrayList<>();

  DeadLetters(SinkTaskContext context, Map<String, String> settings) {
    this.context = context;
    // Beside the queue Connect has a log to report to. Of several it returns only the futures that
    // are not done yet, and a future of its own, which tells nothing, if that is none.
    hidesFailures = !settings.getOrDefault("errors.deadletterqueue.topic.name", "").isBlank();
  }

  /**
   * Reports one record.
   *
   * @throws DataException the given reason, if there is nowhere to report it to
   */
  void report(SinkRecord record, RecordPosition position, DataException reason) {
    var reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw reason;
    }
    for (var attempt = 1; attempt <= ATTEMPTS; attempt++) {
      var receipt = reporter.report(record, reason);
      if (!hidesFailures || !receipt.isDone()) {
        open.add(new Report(position, receipt));
        return;
      }
      // Hardly any answer of a broker is that fast: its producer has refused the record.
      succeeded(position, receipt);
    }
    throw refused(position, null, "its producer refused the record at once");
  }

  /**
   * Passes on those that are in the queue by now.
   *
   * @throws ApiException if the queue has not taken one
   */
  void settle(Consumer<RecordPosition> taken) {
    for (var each = open.iterator(); each.hasNext(); ) {
      var report = each.next();
      if (report.receipt().isDone()) {
        each.remove();
        succeeded(report.position(), report.receipt());
        taken.accept(report.position());
      }
    }
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  void revoke(Collection<TopicPartition> partitions) {
    open.removeIf(report -> partitions.contains(report.position().partition()));
  }

  private static void succeeded(RecordPosition position, Future<Void> receipt) {
    try {
      receipt.get();
    } catch (ExecutionException e) {
      throw refused(position, e, String.valueOf(Causes.root(e).getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw refused(position, e, "interrupted");
    }
  }

  private static ApiException refused(
      RecordPosition position, @Nullable Throwable cause, String why) {
    return new ApiException(
        SinkError.DEAD_LETTER_REFUSED,
        SinkError.DEAD_LETTER_REFUSED.recoverability(),
        null,
        cause,
        position,
        ForeignText.phrase(ForeignText.line(why)));
  }
}
