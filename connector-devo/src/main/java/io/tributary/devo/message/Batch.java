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
 * The messages of one put with the records they come from. Partitions and offsets are those of the
 * consumer, whatever a transform has made of them.
 */
public record Batch(List<Item> items) {

  /** A record, where it stands, and the message made of it. */
  public record Item(SinkRecord record, RecordPosition place, DevoMessage message) {}

  /** Maps records; what cannot be mapped goes to {@code rejected}. */
  public static Batch of(
      Collection<SinkRecord> records,
      MessageMapper mapper,
      BiConsumer<SinkRecord, DataException> rejected) {
    var items = new ArrayList<Item>(records.size());
    RecordPosition place = null;
    for (var record : records) {
      try {
        var message = mapper.map(record);
        if (message.isPresent()) {
          place = RecordPosition.after(place, record);
          items.add(new Item(record, place, message.get()));
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

  /** The lowest offset of each partition among the records of the messages. */
  public Map<TopicPartition, Long> lowest() {
    var offsets = new HashMap<TopicPartition, Long>();
    for (var item : items) {
      offsets.merge(item.place().partition(), item.place().offset(), Math::min);
    }
    return offsets;
  }

  /** The lowest offset of each partition among records. */
  public static Map<TopicPartition, Long> lowestOffsets(Collection<SinkRecord> records) {
    var offsets = new HashMap<TopicPartition, Long>();
    for (var record : records) {
      offsets.merge(partition(record), record.originalKafkaOffset(), Math::min);
    }
    return offsets;
  }

  public static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }
}
