package io.tributary.devo.delivery;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What has been handed to the transport and is not yet known to have arrived: per partition the
 * first such offset, and in all the number of messages, their bytes and the age of the oldest.
 * Times are milliseconds of any clock that does not go back. Pure.
 */
public final class Unconfirmed {
  private record First(long offset, long since) {}

  private final Map<TopicPartition, First> firsts = new HashMap<>();
  private long messages;
  private long bytes;

  /** Messages were sent: the lowest offset per partition, how many in all, and their bytes. */
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

  /** Per partition, the offset to start from if the connection is lost now. */
  public Map<TopicPartition, Long> firstOffsets() {
    var offsets = new HashMap<TopicPartition, Long>();
    firsts.forEach((partition, first) -> offsets.put(partition, first.offset()));
    return offsets;
  }

  /** Of these offsets what may be committed: none beyond the first that is not confirmed. */
  public Map<TopicPartition, OffsetAndMetadata> confirmed(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
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

  /** These partitions are no longer ours. */
  public void forget(Collection<TopicPartition> partitions) {
    firsts.keySet().removeAll(partitions);
    if (firsts.isEmpty()) {
      clear();
    }
  }

  /** Everything has arrived, or will be sent anew. */
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

  /** How long until a confirmation is due by age or size: zero if it is. */
  public Duration untilDue(Duration maxAge, long maxBytes, long now) {
    if (bytes >= maxBytes) {
      return Duration.ZERO;
    }
    var oldest = firsts.values().stream().mapToLong(First::since).min().orElse(now);
    var left = maxAge.minusMillis(now - oldest);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
