// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Duration setForward = Duration.ZERO;
  private final TaskMetrics<SourceMetric> metrics =
      new TaskMetrics<>(
          SourceMetric.class, () -> now.plus(setForward), () -> now.toEpochMilli() * 1_000_000);

  @Test
  void countersGrowAndGaugesAreSet() {
    metrics.add(SourceMetric.SENT, 3);
    metrics.add(SourceMetric.SENT, 4);
    metrics.set(SourceMetric.LAST_ERROR, 429);
    metrics.set(SourceMetric.CLOCK_SKEW, Duration.ofSeconds(-2));

    assertThat(metrics.value(SourceMetric.SENT)).isEqualTo(7);
    assertThat(metrics.value(SourceMetric.LAST_ERROR)).isEqualTo(429);
    assertThat(metrics.value(SourceMetric.CLOCK_SKEW)).isEqualTo(-2000);
  }

  @Test
  void anAgeGrowsByItselfFromTheBeginning() {
    now = now.plusSeconds(5);
    assertThat(metrics.value(SourceMetric.LAG)).isEqualTo(5000);

    metrics.since(SourceMetric.LAG, now.minusSeconds(60));
    now = now.plusSeconds(1);

    assertThat(metrics.value(SourceMetric.LAG)).isEqualTo(61_000);
  }

  @Test
  void settingTheClockChangesNoAge() {
    metrics.since(SourceMetric.LAG, now);
    setForward = Duration.ofHours(2);
    now = now.plusSeconds(1);

    assertThat(metrics.value(SourceMetric.LAG)).isEqualTo(1000);
  }

  @Test
  void anAgeIsNeverBelowZero() {
    metrics.since(SourceMetric.LAG, now.plusSeconds(60));

    assertThat(metrics.value(SourceMetric.LAG)).isZero();
  }

  @Test
  void theLargestValueStays() {
    metrics.raise(SourceMetric.OVERLAP_USED, Duration.ofSeconds(2));
    metrics.raise(SourceMetric.OVERLAP_USED, Duration.ofSeconds(1));

    assertThat(metrics.value(SourceMetric.OVERLAP_USED)).isEqualTo(2000);
  }

  @Test
  void namesAreUniqueAndTellTheirKind() {
    var names = new HashSet<String>();
    assertThat(SourceMetric.values())
        .allSatisfy(
            metric -> {
              assertThat(names.add(metric.key())).as(metric.key()).isTrue();
              assertThat(metric.key()).matches("[a-z0-9]+(-[a-z0-9]+)*");
              assertThat(metric.key().endsWith("-total"))
                  .as(metric.key())
                  .isEqualTo(metric.kind() == Metric.Kind.COUNTER);
              assertThat(metric.meaning()).endsWith(".");
            });
  }
}
