// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiException;
import io.tributary.common.metrics.PublishedMetrics;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.devo.SimulatedContext;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.devo.message.RecordPosition;
import io.tributary.devo.statistics.InternalLines;
import io.tributary.devo.statistics.SinkMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class DeliveryMonitorTest {
  private final DataException reason =
      new DataException(SinkError.LINE_BREAK.message("events-0 offset 7"));

  private final TaskMetrics<SinkMetric> metrics =
      new TaskMetrics<>(SinkMetric.class, () -> Instant.ofEpochMilli(600_000), () -> 0);
  private final DeliveryMonitor log =
      new DeliveryMonitor(metrics, published(), InternalLines.none(), 1_000);

  @Test
  void speaksEveryFiveMinutesOfAllAndOfWhatIsNew() {
    log.confirmed(10, 200, 1_200, position -> false);
    assertThat(log.line(300_999, 4, 0)).isEmpty();
    assertThat(log.line(301_000, 4, 1))
        .contains(
            "Messages sent: 10 in all, 10 since the last line 300 s ago; unconfirmed: 4;"
                + " records skipped: 1, rejected: 0");

    log.confirmed(5, 50, 400_050, position -> false);
    log.rejected(reason, 400_050);
    assertThat(log.line(400_000, 0, 1)).isEmpty();
    assertThat(log.line(601_000, 0, 1))
        .contains(
            "Messages sent: 15 in all, 5 since the last line 300 s ago; unconfirmed: 0;"
                + " records skipped: 1, rejected: 1");
  }

  @Test
  void countsForMetrics() {
    log.accepted(Collections.nCopies(15, item()), 3_000);
    log.confirmed(10, 200, 500_200, position -> false);
    log.lost(new ApiException(SinkError.NOT_DELIVERED, "a", "b"), 5, Duration.ofSeconds(1), "");
    log.rejected(reason, 500_300);
    log.timesReplaced(4);
    log.report(2_000, 7, 1_000, true, 3);

    assertThat(Stream.of(SinkMetric.values()).map(metrics::value))
        .containsExactly(
            10L,
            15L,
            3_000L,
            7L,
            1_000L,
            1L,
            100_000L - 200,
            1L,
            200L,
            1L,
            5L,
            0L,
            1L,
            3L,
            4L,
            0L,
            0L,
            604L);
  }

  private static Batch.Item item() {
    var record = new SinkRecord("events", 0, null, null, null, "x", 7);
    var message = new DevoMessage("my.app.x", Instant.EPOCH, "host", "x");
    return new Batch.Item(record, RecordPosition.of(record), message);
  }

  private PublishedMetrics published() {
    return PublishedMetrics.of(
        new SimulatedContext(Set::of, paused -> {}, resumed -> {}), metrics, Map.of());
  }
}
