package io.tributary.devo;

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
 * The messages of one put, with the lowest offset of each partition they come from. Partitions and
 * offsets are those of the consumer, whatever a transform has made of them.
 */
record Batch(Map<TopicPartition, Long> lowest, List<DevoMessage> messages) {

  /** Maps records; what cannot be mapped goes to {@code rejected}. */
  static Batch of(
      Collection<SinkRecord> records,
      MessageMapper mapper,
      BiConsumer<SinkRecord, DataException> rejected) {
    var batch = new Batch(new HashMap<>(), new ArrayList<>(records.size()));
    for (var record : records) {
      try {
        mapper.map(record).ifPresent(message -> batch.add(record, message));
      } catch (DataException e) {
        rejected.accept(record, e);
      }
    }
    return batch;
  }

  private void add(SinkRecord record, DevoMessage message) {
    lowest.merge(partition(record), record.originalKafkaOffset(), Math::min);
    messages.add(message);
  }

  /** The lowest offset of each partition among records. */
  static Map<TopicPartition, Long> lowestOffsets(Collection<SinkRecord> records) {
    var offsets = new HashMap<TopicPartition, Long>();
    for (var record : records) {
      offsets.merge(partition(record), record.originalKafkaOffset(), Math::min);
    }
    return offsets;
  }

  private static TopicPartition partition(SinkRecord record) {
    return new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
  }
}
