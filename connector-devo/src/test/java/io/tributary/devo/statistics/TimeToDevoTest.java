// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.devo.message.RecordPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class TimeToDevoTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Instant now = NOON;
  private final TimeToDevo times = new TimeToDevo(() -> now);

  @Test
  void lastsFromTheTimeOfTheEventToItsConfirmation() {
    times.sent(List.of(item(0, 1, 10), item(0, 2, 20)));
    now = NOON.plusSeconds(5);
    times.confirmed(position -> position.offset() == 2);
    now = NOON.plusSeconds(100);
    times.confirmed(position -> false);

    var taken = times.take();

    assertThat(taken.count()).isEqualTo(2);
    assertThat(taken.percentile(50)).isBetween(Duration.ofSeconds(14), Duration.ofSeconds(16));
    assertThat(taken.percentile(99)).isBetween(Duration.ofSeconds(118), Duration.ofSeconds(122));
    assertThat(times.take().count()).isZero();
  }

  @Test
  void whatEndsOtherwiseIsNotConfirmed() {
    var refused = item(0, 1, 0);
    times.sent(List.of(refused, item(1, 1, 0)));
    times.refused(List.of(refused));
    times.revoked(Set.of(new TopicPartition("events", 1)));
    times.confirmed(position -> false);
    times.sent(List.of(item(0, 2, 0)));
    times.lost();
    times.confirmed(position -> false);

    assertThat(times.take().count()).isZero();
  }

  @Test
  void aFewOfALargeBatchStandForAllAndNoneAreKeptForEver() {
    var batch = IntStream.range(0, 500).mapToObj(offset -> item(0, offset, 0)).toList();
    times.sent(batch);
    times.confirmed(position -> false);
    assertThat(times.take().count()).isBetween(4L, 5L);

    for (var puts = 0; puts < 1_000; puts++) {
      times.sent(batch);
    }
    times.confirmed(position -> false);

    assertThat(times.take().count()).isLessThanOrEqualTo(1_000);
  }

  private static Batch.Item item(int partition, long offset, long age) {
    var record = new SinkRecord("events", partition, null, null, null, "x", offset);
    var message = new DevoMessage("my.app.x", NOON.minusSeconds(age), "host", "x");
    return new Batch.Item(record, RecordPosition.of(record), message);
  }
}
