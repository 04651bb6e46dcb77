// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The messages that were passed to the transport and are not confirmed: the first such offset of
 * each partition, the number of messages, their bytes, and the age of the oldest. Times are
 * milliseconds of any clock that does not go back. Pure.
 */
public final class Unconfirmed {
  private record First(long offset, long since) {
    First {
      if (offset < 0) {
        throw new IllegalArgumentException("offset: " + offset);
      }
    }
  }

  private final Map<TopicPartition, First> firsts = new HashMap<>();
  private long messages;
  private long bytes;

  /** Messages were sent: the lowest offset of each partition, their number and their bytes. */
  public void sent(Map<TopicPartition, Long> lowest, int count, long size, long now) {
    lowest.forEach(
        (partition, offset) ->
            firsts.merge(
                partition,
                new First(offset, now),
                (one, other) -> one.offset() <= other.offset() ? one : other));
    messages += count;
    bytes += size;
  }

  /** The offset of each partition to seek back to if the connection is lost now. */
  public Map<TopicPartition, Long> firstOffsets() {
    var offsets = new HashMap<TopicPartition, Long>();
    firsts.forEach((partition, first) -> offsets.put(partition, first.offset()));
    return offsets;
  }

  /** Lowers these offsets to those that may be committed: none above an unconfirmed one. */
  Map<TopicPartition, OffsetAndMetadata> confirmed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    var confirmed = new HashMap<>(offsets);
    firsts.forEach(
        (partition, first) ->
            confirmed.computeIfPresent(
                partition,
                (same, given) ->
                    given.offset() <= first.offset()
                        ? given
                        : new OffsetAndMetadata(first.offset())));
    return confirmed;
  }

  /** These partitions were revoked. */
  public void revoke(Collection<TopicPartition> partitions) {
    firsts.keySet().removeAll(partitions);
    if (firsts.isEmpty()) {
      clear();
    }
  }

  /** Everything is confirmed, or will be sent again. */
  public void clear() {
    firsts.clear();
    messages = 0;
    bytes = 0;
  }

  public boolean isEmpty() {
    return firsts.isEmpty();
  }

  public long messages() {
    return messages;
  }

  /** The time until a confirmation is due by age or size, or zero. */
  public Duration untilDue(Duration maxAge, long maxBytes, long now) {
    if (bytes >= maxBytes) {
      return Duration.ZERO;
    }
    var oldest = firsts.values().stream().mapToLong(First::since).min().orElse(now);
    var left = maxAge.minusMillis(now - oldest);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
