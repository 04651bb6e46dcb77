// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.CollectorError;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.Durations;
import io.tributary.common.event.Event;
import io.tributary.common.event.Event.Anomaly;
import io.tributary.common.metrics.Journal;
import io.tributary.common.metrics.LossSignal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.VendorApi;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The only class that logs and counts what the engine observes. It makes no decisions: without it
 * the engine would read a feed in the same way. Not thread-safe.
 */
final class FeedObserver {
  private static final ConnectorLog LOG = ConnectorLog.of(FeedObserver.class);
  private static final Duration PARTIAL_EVERY = Duration.ofMinutes(1);
  private static final Duration LONG_THROTTLE = Duration.ofMinutes(1);

  private final VendorApi api;
  private final EventPuller.Clocks clocks;
  private final TaskMetrics<SourceMetric> metrics;
  private final LateEventMonitor lateEvents;
  private final LossMonitor losses;
  private PullStatistics statistics;
  private Instant lastLine;

  FeedObserver(
      VendorApi api,
      LookBack lookBack,
      EventPuller.Clocks clocks,
      TaskMetrics<SourceMetric> metrics) {
    this.api = api;
    this.clocks = clocks;
    this.metrics = metrics;
    this.lateEvents = new LateEventMonitor(lookBack, metrics);
    this.losses = new LossMonitor(metrics);
    this.lastLine = now();
    this.statistics = new PullStatistics(0, lastLine);
  }

  void observe(Observation observation) {
    if (observation instanceof Observation.Requested) {
      statistics.requested();
    } else if (observation instanceof Observation.PageArrived page) {
      pageArrived(page.rows());
    } else if (observation instanceof Observation.Emitted emitted) {
      emitted(emitted);
    } else if (observation instanceof Observation.ReadUpTo read) {
      metrics.since(SourceMetric.LAG, read.time());
      lateEvents.remembers(read.checkpoint(), clocks.present().get().earliest());
    } else if (observation instanceof Observation.Throttled throttled) {
      throttled(throttled.delay());
    } else if (observation instanceof Observation.Opened opened) {
      opened(opened.pull());
    } else if (observation instanceof Observation.Finished finished) {
      finished(finished);
    } else if (observation instanceof Observation.Failed failed) {
      failed(failed);
    } else {
      noticed(observation);
    }
  }

  private void throttled(Duration delay) {
    metrics.add(SourceMetric.THROTTLED, delay.toMillis());
    if (delay.compareTo(LONG_THROTTLE) >= 0) {
      LOG.info("no request is allowed to this credential for {} s", seconds(delay));
    }
  }

  private void opened(Pull pull) {
    LOG.debug("reading {}", pull.window());
    statistics = new PullStatistics(pull.id(), pull.started());
    lastLine = pull.started();
    losses.opened();
  }

  private void pageArrived(List<Event> rows) {
    statistics.received(rows.size());
    metrics.add(SourceMetric.RECEIVED, rows.size());
    LossSignal.EVENTS_CHANGED.note(
        metrics,
        count(rows, row -> row.anomaly() == Anomaly.CHANGED),
        "events have come with other bytes than before. Check dedupe.key and event.id.pointers");
    metrics.since(SourceMetric.LAST_SUCCESS, clocks.present().get().latest());
    metrics.set(SourceMetric.FAILURES, 0);
    var now = now();
    if (Duration.between(lastLine, now).compareTo(PARTIAL_EVERY) >= 0) {
      LOG.info("(Partial) {}", statistics.summary(now).line());
      lastLine = now;
    }
  }

  private void emitted(Observation.Emitted emitted) {
    lateEvents.emitted(emitted.events(), emitted.before());
    statistics.sent(emitted.events().size());
    metrics.add(SourceMetric.SENT, emitted.events().size());
    metrics.add(SourceMetric.WITHOUT_TIME, count(emitted.events(), event -> event.time() == null));
    metrics.add(
        SourceMetric.SHARED_ID,
        count(emitted.events(), event -> event.anomaly() == Anomaly.SHARED_ID));
    if (emitted.firstSeen()) {
      statistics.firstSeen(emitted.events(), clocks.present().get().latest());
    }
  }

  private void finished(Observation.Finished finished) {
    var now = now();
    var summary = statistics.summary(now);
    metrics.add(SourceMetric.DRIFT_RESTARTS, finished.restarts());
    metrics.add(SourceMetric.DUPLICATES, summary.duplicates());
    metrics.set(SourceMetric.UP_TO_DATE, finished.upToDate() ? 1 : 0);
    losses.finished(finished.retention());
    LOG.info("{}", summary.line());
    var lateness = summary.lateness();
    if (lateness.count() > 0) {
      metrics.set(SourceMetric.LATENESS_P50, lateness.percentile(50));
      metrics.set(SourceMetric.LATENESS_P99, lateness.percentile(99));
      metrics.set(SourceMetric.LATENESS_MAX, lateness.percentile(100));
      LOG.info("Delay until events became visible: {}", lateness);
    }
    if (finished.upToDate()) {
      LOG.info(
          "The data is up to date! Elapsed time: {} seconds. Waiting for {} second(s) until the next one",
          seconds(summary.elapsed()),
          seconds(finished.delay()));
    }
  }

  private void failed(Observation.Failed failed) {
    var failure = failed.failure();
    var verdict = failed.verdict();
    metrics.set(SourceMetric.LAST_ERROR, failure.error().id());
    metrics.set(SourceMetric.FAILURES, verdict.inARow());
    metrics.add(SourceMetric.UNREADABLE, failure.error() == ApiError.UNREADABLE ? 1 : 0);
    if (verdict.retryIn().isEmpty()) {
      // Connect logs the exception that ends the task.
      verdict
          .patience()
          .ifPresent(none -> LOG.warn("failing after trouble.patience.ms of trouble"));
      return;
    }
    var wait = verdict.retryIn().get();
    metrics.add(SourceMetric.RETRIES, 1);
    var retrying =
        ConnectorLog.line(
            "Retrying in {} s{}{}",
            seconds(wait),
            Durations.note(failure.retryAfter().orElse(null), wait),
            verdict.patience().map(FeedObserver::patience).orElse(""));
    warn(failure.error(), "{} {}", failure.getMessage(), retrying);
    if (verdict.reachedMaxBackoff()) {
      var maxBackoff = ApiError.MAX_BACKOFF.message(verdict.inARow(), seconds(wait) + " s");
      warn(ApiError.MAX_BACKOFF, "{}", maxBackoff);
    }
  }

  private void warn(CollectorError error, String line, @Nullable Object... arguments) {
    LOG.warn(line, arguments);
    metrics.journal().note(Journal.Level.WARNING, error.label(), line, arguments);
  }

  private static String patience(Duration left) {
    return ", for at most " + left.toSeconds() + " s more (trouble.patience.ms)";
  }

  private void noticed(Observation observation) {
    if (observation instanceof Observation.Deferred deferred) {
      LossSignal.EVENTS_DEFERRED.note(
          metrics,
          deferred.events(),
          "events are dated so far ahead that they are sent only when their time has come");
    } else if (observation instanceof Observation.AskedForLess less) {
      askedForLess(less.failure());
    } else if (observation instanceof Observation.Violated violated) {
      violated(violated.violation());
    } else if (observation instanceof Observation.ReadAgain again) {
      LOG.debug("{} is read again from {}", again.range(), again.from());
    } else if (observation instanceof Observation.ListEndedByRefusal end) {
      LOG.debug("{} ended with: {}", end.range(), end.failure().getMessage());
    } else if (observation instanceof Observation.OrderBroke broke) {
      losses.orderBroke(broke);
    } else if (observation instanceof Observation.RowsMissing missing) {
      losses.rowsMissing(missing);
    } else if (observation instanceof Observation.PartlyRead part) {
      losses.partlyRead(part);
    } else if (observation instanceof Observation.OverlapShrunk shrunk) {
      losses.overlapShrunk(shrunk);
    } else if (observation instanceof Observation.HorizonShrunk shrunk) {
      losses.horizonShrunk(shrunk.since());
    } else {
      throw new IllegalArgumentException("Unknown: " + observation);
    }
  }

  private void askedForLess(ApiException failure) {
    metrics.add(SourceMetric.WINDOWS_SPLIT, 1);
    LOG.debug("{} Retrying with a smaller request", failure.getMessage());
    metrics
        .journal()
        .note(
            Journal.Level.INFO,
            "split",
            "{} Retrying with a smaller request",
            failure.getMessage());
  }

  private void violated(ProtocolViolation violation) {
    var settings = api.settingsBehind(violation);
    var line = "the server {}. {}";
    var remedy = settings.isEmpty() ? "Report it to the vendor." : "Check " + settings + ".";
    LOG.warn(line, violation.text(), remedy);
    switch (violation) {
      case PAGING -> LossSignal.PAGE_REPEATED.note(metrics, 1, line, violation.text(), remedy);
      case TIME_FILTER ->
          LossSignal.TIME_FILTER_IGNORED.note(metrics, 1, line, violation.text(), remedy);
      case ORDER -> {}
    }
  }

  private static long count(List<Event> events, Predicate<Event> condition) {
    return events.stream().filter(condition).count();
  }

  private Instant now() {
    return clocks.local().instant();
  }

  private static String seconds(Duration duration) {
    return String.valueOf(Durations.seconds(duration));
  }
}
