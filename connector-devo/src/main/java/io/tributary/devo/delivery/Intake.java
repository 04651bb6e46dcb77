// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.MessageMapper;
import io.tributary.devo.message.RecordPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records on their way in: those that have to be sent become messages, those that cannot be sent go
 * to the dead letter queue, and those that were taken before are left out.
 */
final class Intake {
  private final MessageMapper mapper;
  private final Progress progress;
  private final Blame blame;
  private final Trouble trouble;
  private final DeadLetters deadLetters;
  private final DeliveryMonitor monitor;

  Intake(
      MessageMapper mapper,
      Progress progress,
      Blame blame,
      Trouble trouble,
      DeadLetters deadLetters,
      DeliveryMonitor monitor) {
    this.mapper = mapper;
    this.progress = progress;
    this.blame = blame;
    this.trouble = trouble;
    this.deadLetters = deadLetters;
    this.monitor = monitor;
  }

  /** The messages to send, with those that were suspected before and are not any more. */
  List<Batch.Item> take(Collection<SinkRecord> records, long now) {
    var items = new ArrayList<Batch.Item>(records.size());
    // Before all others: a confirmation counts for everything up to the highest offset.
    for (var item : blame.acquitted()) {
      progress.resend(item.position());
      items.add(item);
    }
    RecordPosition position = null;
    for (var record : records) {
      position = RecordPosition.after(position, record);
      if (trouble.begins(position.offset())) {
        blame.receiverWorks();
      }
      var item = progress.offer(position) ? item(record, position, now) : null;
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  /** The message to send, or null if there is none, or none to be sent now. */
  private Batch.@Nullable Item item(SinkRecord record, RecordPosition position, long now) {
    try {
      var message = mapper.map(record);
      if (message.isEmpty()) {
        progress.taken(position);
        return null;
      }
      var item = new Batch.Item(record, position, message.get());
      if (blame.keeps(item)) {
        progress.keep(position);
        return null;
      }
      return item;
    } catch (DataException e) {
      bury(record, position, e, now);
      return null;
    }
  }

  /**
   * These messages were to blame: hands their records to the dead letter queue.
   *
   * @throws DataException if there is none
   */
  void bury(List<Batch.Item> guilty, String answer, long now) {
    for (var item : guilty) {
      var reason = SinkError.EVENT_REFUSED.message(item.position(), answer);
      bury(item.record(), item.position(), new DataException(reason), now);
    }
  }

  private void bury(SinkRecord record, RecordPosition position, DataException reason, long now) {
    progress.keep(position);
    deadLetters.report(record, position, reason);
    monitor.rejected(reason, now);
  }
}
