// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The messages of one put, each with the record it was made from. Partitions and offsets are those
 * of the consumer, even if a transform has changed those of the record.
 */
public record Batch(List<Item> items) {

  /** Copies the items: a batch does not change. */
  public Batch {
    items = List.copyOf(items);
  }

  /** A record, its position, and the message made from it. */
  public record Item(SinkRecord record, RecordPosition position, DevoMessage message) {}

  /** Maps records, and passes those that cannot be mapped to {@code rejected}. */
  public static Batch of(
      Collection<SinkRecord> records,
      MessageMapper mapper,
      BiConsumer<SinkRecord, DataException> rejected) {
    var items = new ArrayList<Item>(records.size());
    RecordPosition position = null;
    for (var record : records) {
      try {
        var message = mapper.map(record);
        if (message.isPresent()) {
          position = RecordPosition.after(position, record);
          items.add(new Item(record, position, message.get()));
        }
      } catch (DataException e) {
        rejected.accept(record, e);
      }
    }
    return new Batch(items);
  }

  public List<DevoMessage> messages() {
    return items.stream().map(Item::message).toList();
  }

  /** The lowest offset of each partition in this batch. */
  public Map<TopicPartition, Long> lowestOffsets() {
    var offsets = new HashMap<TopicPartition, Long>();
    for (var item : items) {
      offsets.merge(item.position().partition(), item.position().offset(), Math::min);
    }
    return offsets;
  }

  /** The lowest offset of each partition in these records. */
  public static Map<TopicPartition, Long> lowestOffsets(Collection<SinkRecord> records) {
    var offsets = new HashMap<TopicPartition, Long>();
    for (var record : records) {
      offsets.merge(partition(record), record.originalKafkaOffset(), Math::min);
    }
    return offsets;
  }

  /** The partition the consumer has read the record from. */
  public static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }
}
