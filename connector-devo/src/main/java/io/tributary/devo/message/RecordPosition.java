// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** The partition and offset the consumer has read a record from. */
public record RecordPosition(TopicPartition partition, long offset) {

  /** Offsets begin at zero. */
  public RecordPosition {
    if (offset < 0) {
      throw new IllegalArgumentException("offset: " + offset);
    }
  }

  /** The position of a record. */
  public static RecordPosition of(SinkRecord record) {
    return new RecordPosition(Batch.partition(record), record.originalKafkaOffset());
  }

  /**
   * The position of a record that follows another. Consecutive records are mostly of one partition,
   * so their positions share the object.
   */
  public static RecordPosition after(@Nullable RecordPosition previous, SinkRecord record) {
    return previous != null
            && previous.partition.partition() == record.originalKafkaPartition()
            && previous.partition.topic().equals(record.originalTopic())
        ? new RecordPosition(previous.partition, record.originalKafkaOffset())
        : of(record);
  }

  /** Whether two records are of one partition. */
  public static boolean arePartners(SinkRecord one, SinkRecord other) {
    return one.originalKafkaPartition().equals(other.originalKafkaPartition())
        && one.originalTopic().equals(other.originalTopic());
  }

  /** As error messages show it. */
  @Override
  public String toString() {
    return partition + " offset " + offset;
  }
}
