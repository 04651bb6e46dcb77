// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one put, each with the record it was made from. Partitions and offsets are those
 * of the consumer, even if a transform has changed those of the record.
 */
public record Batch(List<Item> items) {

  /** Copies the items: a batch does not change. */
  public Batch {
    items = List.copyOf(items);
  }

  /**
   * A record, its position, and the message made from it.
   *
   * @param weight the heap it uses while it is held, in bytes, estimated from its text: the body
   *     twice, as the value of the record and as the line, its key and its headers
   */
  public record Item(SinkRecord record, RecordPosition position, DevoMessage message, long weight) {
    /** What a held record costs beside its text: its objects, headers' objects and positions. */
    private static final int OBJECTS = 600;

    public Item(SinkRecord record, RecordPosition position, DevoMessage message) {
      this(record, position, message, weight(record, message));
    }

    private static long weight(SinkRecord record, DevoMessage message) {
      long weight = OBJECTS + 2L * message.body().length() + length(record.key());
      for (var header : record.headers()) {
        weight += header.key().length() + length(header.value());
      }
      return weight;
    }

    private static int length(@Nullable Object value) {
      if (value instanceof byte[] bytes) {
        return bytes.length;
      }
      return value instanceof CharSequence text ? text.length() : 0;
    }
  }

  public List<DevoMessage> messages() {
    return items.stream().map(Item::message).toList();
  }

  /** The partition the consumer has read the record from. */
  public static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }
}
