// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RecordPositionTest {

  @Test
  void isThatOfTheConsumerWhateverATransformHasChanged() {
    var record = new SinkRecord("a", 1, null, null, null, "x", 7);
    var routed = record.newRecord("b", 99, null, null, null, "x", 0L);

    assertThat(RecordPosition.of(routed)).hasToString("a-1 offset 7");
  }

  @Test
  void consecutiveRecordsOfAPartitionShareTheObject() {
    var first = RecordPosition.after(null, new SinkRecord("a", 1, null, null, null, "x", 7));
    var second = RecordPosition.after(first, new SinkRecord("a", 1, null, null, null, "x", 8));
    var other = RecordPosition.after(second, new SinkRecord("a", 2, null, null, null, "x", 3));

    assertThat(second.partition()).isSameAs(first.partition());
    assertThat(other).hasToString("a-2 offset 3");
  }

  @Test
  void hasNoOffsetBelowZero() {
    assertThatThrownBy(() -> new RecordPosition(new TopicPartition("a", 0), -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
