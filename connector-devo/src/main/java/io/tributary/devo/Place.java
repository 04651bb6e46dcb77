package io.tributary.devo;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Where a record stands, as the consumer has it, whatever a transform has made of the record. */
record Place(TopicPartition partition, long offset) {

  static Place of(SinkRecord record) {
    return new Place(Batch.partition(record), record.originalKafkaOffset());
  }

  /** For messages. */
  @Override
  public String toString() {
    return partition + " offset " + offset;
  }
}
