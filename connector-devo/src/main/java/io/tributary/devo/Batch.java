package io.tributary.devo;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The messages of one put, with the lowest offset of each partition they come from. Partitions and
 * offsets are those of the consumer, whatever a transform has made of them.
 */
record Batch(Map<TopicPartition, Long> lowest, List<DevoMessage> messages) {

  void add(SinkRecord record, DevoMessage message) {
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
