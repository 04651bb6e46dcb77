// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.Durations;
import io.tributary.common.event.Event;
import io.tributary.common.metrics.Journal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Measures how late events appear, relative to newer events sent before them. An event later than
 * the overlap is found by a sweep, or missed if nothing is swept: then a warning is logged when one
 * comes close to that, and again for each new maximum.
 */
final class LateEventMonitor {
  private static final ConnectorLog LOG = ConnectorLog.of(LateEventMonitor.class);
  private static final double NEAR = 0.8;

  private final LookBack lookBack;
  private final TaskMetrics<SourceMetric> metrics;
  private Duration worstReported = Duration.ZERO;

  LateEventMonitor(LookBack lookBack, TaskMetrics<SourceMetric> metrics) {
    this.lookBack = lookBack;
    this.metrics = metrics;
    metrics.set(SourceMetric.OVERLAP, lookBack.overlap());
  }

  /** Records what is remembered of a feed, and so how far polls and sweeps really reach back. */
  void remembers(Checkpoint checkpoint, Instant present) {
    var polled = Duration.between(checkpoint.since(), checkpoint.time());
    var swept = Duration.between(checkpoint.since(), present);
    metrics.set(SourceMetric.EFFECTIVE_OVERLAP, shorter(lookBack.overlap(), polled));
    metrics.set(SourceMetric.EFFECTIVE_HORIZON, shorter(lookBack.horizon(), swept));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /**
   * Records that the given events were sent after all events up to the given time. Returns whether
   * a warning was logged.
   */
  boolean emitted(List<Event> events, Instant time) {
    var furthest = Duration.ZERO;
    for (var event : events) {
      if (event.timeOr(time).isBefore(time)) {
        var behind = Duration.between(event.timeOr(time), time);
        furthest = behind.compareTo(furthest) > 0 ? behind : furthest;
        metrics.add(SourceMetric.LATE, 1);
      }
    }
    metrics.raise(SourceMetric.OVERLAP_USED, furthest);
    var overlap = lookBack.overlap();
    var near =
        !lookBack.sweeps()
            && furthest.toMillis() > NEAR * overlap.toMillis()
            && furthest.compareTo(worstReported) > 0;
    if (near) {
      var line =
          ConnectorLog.line(
              "an event appeared that is {} s older than one already sent. An event older by more"
                  + " than overlap.ms ({} s) is missed, because nothing is swept. Raise"
                  + " overlap.ms",
              Durations.seconds(furthest),
              Durations.seconds(overlap));
      LOG.warn("{}", line);
      metrics.journal().note(Journal.Level.WARNING, "overlap_almost_used_up", "{}", line);
      worstReported = furthest;
    }
    return near;
  }
}
