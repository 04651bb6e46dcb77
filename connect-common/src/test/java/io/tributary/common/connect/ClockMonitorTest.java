// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.http.ServerClock;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockMonitorTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final ServerClock clock = new ServerClock(() -> NOW);
  private final TaskMetrics<SourceMetric> metrics =
      new TaskMetrics<>(SourceMetric.class, () -> NOW);
  private long nanos;
  private final ClockMonitor monitor = new ClockMonitor(clock, metrics, () -> nanos);

  @Test
  void aClockWithinAQuarterOfAnHourIsBelieved() {
    clock.observe(NOW.plus(ServerClock.LARGEST_SKEW));
    clock.observe(NOW.minus(ServerClock.LARGEST_SKEW));

    assertThat(monitor.warning()).isEmpty();
    assertThat(counted()).isZero();
  }

  @Test
  void r8EachAnswerThatIsNotBelievedIsCountedAlsoIfABelievedOneFollows() {
    clock.observe(NOW.plus(Duration.ofDays(400)));
    clock.observe(NOW.minus(Duration.ofMinutes(16)));
    clock.observe(NOW);

    monitor.check();
    monitor.check();

    assertThat(counted()).isEqualTo(2);
  }

  @Test
  void saysOnceAnHourHowFarTheClocksAreApartAndWhatToDo() {
    clock.observe(NOW.minus(Duration.ofHours(1)));
    assertThat(monitor.warning())
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .startsWith("the vendor's clock is 3600.0 s behind this worker's. ")
                    .contains("Correct the clock that is wrong"));

    nanos += Duration.ofMinutes(59).toNanos();
    clock.observe(NOW.plus(Duration.ofHours(2)));
    assertThat(monitor.warning()).isEmpty();

    nanos += Duration.ofMinutes(1).toNanos();
    clock.observe(NOW.plus(Duration.ofHours(2)));
    assertThat(monitor.warning())
        .hasValueSatisfying(
            warning -> assertThat(warning).contains("7200.0 s ahead of this worker's"));
    assertThat(counted()).isEqualTo(3);
  }

  private long counted() {
    return metrics.value(SourceMetric.CLOCKS_NOT_BELIEVED);
  }
}
