// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.devo.message.RecordPosition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A confirmation covers what was written to its end, and nothing else (R4). */
class EpochTest {
  private static final TopicPartition P = new TopicPartition("events", 0);
  private static final TopicPartition Q = new TopicPartition("events", 1);

  private final Epoch epoch = new Epoch();

  @Test
  void coversTheHighestOffsetWrittenOfEachPartition() {
    epoch.written(List.of(line(P, 3), line(Q, 8), line(P, 5)), 10);
    epoch.written(List.of(line(P, 6)), 20);

    assertThat(epoch.highest()).isEqualTo(Map.of(P, 6L, Q, 8L));
    assertThat(epoch.messages()).isEqualTo(4);
    assertThat(epoch.bytes()).isEqualTo(4 * 8);
    assertThat(epoch.since()).isEqualTo(10);
  }

  @Test
  void doesNotCoverWhatIsBeingWritten() {
    epoch.writing(List.of(line(P, 3), line(P, 4)));

    assertThat(epoch.highest()).isEmpty();
    assertThat(epoch.isEmpty()).isTrue();
    assertThat(epoch.messages()).isEqualTo(2);
    assertThat(epoch.bytes()).isZero();
    assertThat(epoch.allBytes()).isEqualTo(2 * 8);
  }

  @Test
  void doesNotCoverAPartitionThatWasRevokedEvenWhileItWasBeingWritten() {
    epoch.written(List.of(line(Q, 1)), 0);
    epoch.writing(List.of(line(P, 3), line(Q, 2)));
    epoch.revoke(List.of(Q));
    epoch.written(List.of(line(P, 3), line(Q, 2)), 0);

    assertThat(epoch.highest()).isEqualTo(Map.of(P, 3L));
  }

  @Test
  void coversAPartitionAgainThatHasComeBack() {
    epoch.revoke(List.of(P));
    epoch.writing(List.of(line(P, 3)));
    epoch.written(List.of(line(P, 3)), 0);

    assertThat(epoch.highest()).isEqualTo(Map.of(P, 3L));
  }

  @Test
  void knowsTheMessageIfThereIsOnlyOne() {
    assertThat(epoch.single()).isEmpty();
    epoch.writing(List.of(line(P, 3)));
    assertThat(epoch.single()).contains(new RecordPosition(P, 3));
    epoch.written(List.of(line(P, 3)), 0);
    assertThat(epoch.single()).contains(new RecordPosition(P, 3));

    epoch.writing(List.of(line(P, 4)));

    assertThat(epoch.single()).isEmpty();
  }

  private static EncodedLines.Line line(TopicPartition partition, long offset) {
    var record =
        new SinkRecord(partition.topic(), partition.partition(), null, null, null, "", offset);
    var message = new DevoMessage("my.app.a", Instant.EPOCH, "h", "body");
    var item = new Batch.Item(record, RecordPosition.of(record), message);
    return EncodedLines.Line.answered("<1>".getBytes(UTF_8), "body".getBytes(UTF_8), item);
  }
}
