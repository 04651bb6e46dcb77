// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.message.RecordPosition;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the records of each partition, from the lowest that is not taken on (rule R1).
 * A record is offered when the consumer returns it; then it is with the transport, or kept by the
 * task, until it is taken, or lost and to be returned once more. Pure.
 */
final class Progress {
  private final Map<TopicPartition, OffsetLog> logs = new HashMap<>();
  private @Nullable TopicPartition recent;
  private OffsetLog recentLog = new OffsetLog();
  private boolean seekDue;

  /** Whether the topic was made anew: the consumer has not gone back to this record for us. */
  boolean isAnew(RecordPosition position) {
    return log(position.partition()).isAnew(position.offset());
  }

  /** Whether a record that the consumer has returned has to be handled. It counts as sent then. */
  boolean offer(RecordPosition position) {
    return log(position.partition()).offer(position.offset());
  }

  /** The consumer has to return this record once more. */
  void refuse(RecordPosition position) {
    log(position.partition()).refuse(position.offset());
    seekDue = true;
  }

  /** The task keeps it: it waits for another attempt, or for the dead letter queue. */
  void keep(RecordPosition position) {
    log(position.partition()).keep(position.offset());
  }

  /** Whether it is with the transport: not if its partition was revoked meanwhile. */
  boolean isSent(RecordPosition position) {
    var log = existing(position.partition());
    return log != null && log.isSent(position.offset());
  }

  /** What was kept is with the transport again. */
  void resend(RecordPosition position) {
    log(position.partition()).resend(position.offset());
  }

  /** Somebody has answered for it. Nothing happens if its partition was revoked meanwhile. */
  void taken(RecordPosition position) {
    var log = existing(position.partition());
    if (log != null) {
      log.taken(position.offset());
    }
  }

  /** Everything with the transport is taken, up to and including these offsets. */
  void takenUpTo(Map<TopicPartition, Long> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          var log = existing(partition);
          if (log != null) {
            log.takenUpTo(offset);
          }
        });
  }

  /** Everything with the transport is lost. */
  void lost() {
    logs.values().forEach(OffsetLog::lost);
    seekDue = true;
  }

  /** Whether the consumer has to go back before it returns more records. */
  boolean isSeekDue() {
    return seekDue;
  }

  /** The consumer is about to go back: returns the offset for each partition that has to. */
  Map<TopicPartition, Long> seek() {
    seekDue = false;
    var lowest = new HashMap<TopicPartition, Long>();
    logs.forEach((partition, log) -> log.seek().ifPresent(at -> lowest.put(partition, at)));
    return lowest;
  }

  /** Lowers these offsets to those that may be committed: none above one that is not taken. */
  Map<TopicPartition, OffsetAndMetadata> committable(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    var committable = new HashMap<TopicPartition, OffsetAndMetadata>();
    offsets.forEach(
        (partition, given) -> {
          var log = existing(partition);
          var lowest = log == null ? given.offset() : log.lowest().orElse(given.offset());
          committable.put(
              partition, given.offset() <= lowest ? given : new OffsetAndMetadata(lowest));
        });
    return committable;
  }

  /** These partitions were revoked. */
  void revoke(Collection<TopicPartition> partitions) {
    logs.keySet().removeAll(partitions);
    recent = null;
  }

  /** How many records are with the transport. */
  long sent() {
    return logs.values().stream().mapToLong(OffsetLog::sent).sum();
  }

  /** How many records it remembers. */
  long remembered() {
    return logs.values().stream().mapToLong(OffsetLog::size).sum();
  }

  private OffsetLog log(TopicPartition partition) {
    // Consecutive records are mostly of one partition and share its object.
    if (!partition.equals(recent)) {
      recentLog = logs.computeIfAbsent(partition, any -> new OffsetLog());
      recent = partition;
    }
    return recentLog;
  }

  private @Nullable OffsetLog existing(TopicPartition partition) {
    return partition.equals(recent) ? recentLog : logs.get(partition);
  }
}
