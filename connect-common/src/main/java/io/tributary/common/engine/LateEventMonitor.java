// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.error.Durations;
import io.tributary.common.event.Event;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches how far behind later events others appear. One that appears further behind than the
 * overlap is never seen, so it warns before that happens: once, and again when it gets worse.
 */
final class LateEventMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(LateEventMonitor.class);
  private static final double NEAR = 0.8;

  private final String feed;
  private final Duration overlap;
  private final TaskMetrics<SourceMetric> metrics;
  private Duration told = Duration.ZERO;

  LateEventMonitor(String feed, Duration overlap, TaskMetrics<SourceMetric> metrics) {
    this.feed = feed;
    this.overlap = overlap;
    this.metrics = metrics;
    metrics.set(SourceMetric.OVERLAP, overlap);
  }

  /**
   * These events were sent when those up to the given time had been sent before; whether that is
   * worth a warning.
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
    var near = furthest.toMillis() > NEAR * overlap.toMillis() && furthest.compareTo(told) > 0;
    if (near) {
      LOG.warn(
          "{}: an event appeared {} s behind later ones; further behind than overlap.ms ({} s) it would"
              + " have been missed. Raise overlap.ms",
          feed,
          Durations.seconds(furthest),
          Durations.seconds(overlap));
      told = furthest;
    }
    return near;
  }
}
