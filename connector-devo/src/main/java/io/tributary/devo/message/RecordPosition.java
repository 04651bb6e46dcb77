package io.tributary.devo.message;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Where a record stands, as the consumer has it, whatever a transform has made of the record. */
public record RecordPosition(TopicPartition partition, long offset) {

  public static RecordPosition of(SinkRecord record) {
    return new RecordPosition(Batch.partition(record), record.originalKafkaOffset());
  }

  /** Records in a row are mostly of one partition: their places share it. */
  static RecordPosition after(@Nullable RecordPosition before, SinkRecord record) {
    return before != null
            && before.partition.partition() == record.originalKafkaPartition()
            && before.partition.topic().equals(record.originalTopic())
        ? new RecordPosition(before.partition, record.originalKafkaOffset())
        : of(record);
  }

  /** For messages. */
  @Override
  public String toString() {
    return partition + " offset " + offset;
  }
}
