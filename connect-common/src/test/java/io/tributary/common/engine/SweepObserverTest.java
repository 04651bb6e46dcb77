// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.coverage.CoverageTracker;
import io.tributary.common.coverage.RetentionProbe;
import io.tributary.common.event.Event;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.Present;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
import io.tributary.common.window.Nearness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SweepObserverTest {
  private static final Instant NOON = at("12:00:00");
  private static final Window HOUR = new Window(at("08:00:00"), at("09:00:00"), 10);

  private final AtomicLong nanos = new AtomicLong();
  private final TaskMetrics<SourceMetric> metrics =
      new TaskMetrics<>(SourceMetric.class, () -> NOON, nanos::get);
  private final EventPuller.Clocks clocks =
      new EventPuller.Clocks(() -> NOON, nanos::get, () -> Present.at(NOON));
  private final FeedObserver polls =
      new FeedObserver(
          ScriptedVendor.byNumber(SortOrder.UNKNOWN),
          LookBack.over(Duration.ZERO),
          clocks,
          metrics);
  private final SweepObserver sweeps = new SweepObserver(polls, clocks, metrics, null);

  @Test
  void aSweepThatHasLeftRowsOutIsNotTheLastOne() {
    nanos.set(Duration.ofHours(1).toNanos());

    sweeps.observe(finished(false));
    assertThat(metrics.value(SourceMetric.LAST_SWEEP)).isEqualTo(3_600_000);

    sweeps.observe(finished(true));
    assertThat(metrics.value(SourceMetric.LAST_SWEEP)).isZero();
  }

  @Test
  void eachRecordOfTheLedgerIsCountedByItsVerdict() {
    var ledger = new SweepObserver(polls, clocks, metrics, new CoverageTracker());

    sweep(ledger, event("a", "08:30:00"));
    assertThat(metrics.value(SourceMetric.HOURS_UNPROVEN)).isEqualTo(1);

    sweep(ledger, event("b", "08:00:00"));
    sweep(ledger, event("b", "08:00:00"));
    assertThat(metrics.value(SourceMetric.HOURS_COMPLETE)).isEqualTo(1);
    assertThat(metrics.value(SourceMetric.HOURS_UNPROVEN)).isEqualTo(1);
    assertThat(metrics.value(SourceMetric.HOURS_GAP)).isZero();
  }

  /** Reads the hour, in which the vendor lists one event. */
  private static void sweep(SweepObserver sweeps, Event listed) {
    var pull = new Pull(1, NOON, 0, HOUR, HOUR.to(), Nearness.PAST);
    sweeps.observe(new Observation.Opened(pull));
    sweeps.observe(new Observation.PageArrived(List.of(listed)));
    sweeps.observe(finished(true));
  }

  private static Observation.Finished finished(boolean all) {
    var retention = RetentionProbe.of(Checkpoint.startingAt(HOUR.from()), HOUR, false);
    return new Observation.Finished(0, retention, false, all, Duration.ZERO);
  }
}
