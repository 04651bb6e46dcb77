// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.Durations;
import io.tributary.common.http.ServerClock;
import io.tributary.common.metrics.Journal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Counts the answers whose clock is not believed, and warns of them once an hour. */
final class ClockMonitor {
  private static final ConnectorLog LOG = ConnectorLog.of(EventSourceTask.class);
  private static final Duration WARN_EVERY = Duration.ofHours(1);

  private final ServerClock clock;
  private final TaskMetrics<SourceMetric> metrics;
  private final LongSupplier nanoTime;
  private long counted;
  private long quietUntil;

  ClockMonitor(ServerClock clock, TaskMetrics<SourceMetric> metrics, LongSupplier nanoTime) {
    this.clock = clock;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    quietUntil = nanoTime.getAsLong();
  }

  /** Takes note of the answers since the last call. */
  void check() {
    warning()
        .ifPresent(
            text -> {
              LOG.warn(text);
              metrics.journal().note(Journal.Level.WARNING, "clock_not_believed", "{}", text);
            });
  }

  /** Counts the answers since the last call, and returns the warning that is due, if any. */
  Optional<String> warning() {
    var disbelieved = clock.disbelieved();
    if (disbelieved.answers() == counted) {
      return Optional.empty();
    }
    metrics.add(SourceMetric.CLOCKS_NOT_BELIEVED, disbelieved.answers() - counted);
    counted = disbelieved.answers();
    var now = nanoTime.getAsLong();
    if (now - quietUntil < 0) {
      return Optional.empty();
    }
    quietUntil = now + WARN_EVERY.toNanos();
    return Optional.of(text(disbelieved.skew()));
  }

  private String text(Duration skew) {
    return "the vendor's clock is "
        + Durations.text(skew.abs())
        + (skew.isNegative() ? " behind" : " ahead of")
        + " this worker's. It is not believed, because more than "
        + Durations.text(ServerClock.LARGEST_SKEW)
        + " lie between them. Correct the clock that is wrong; if it is the vendor's, report it";
  }
}
