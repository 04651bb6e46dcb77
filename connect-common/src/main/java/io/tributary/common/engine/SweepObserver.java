// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.coverage.CoverageTracker;
import io.tributary.common.coverage.HourCoverage;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.Durations;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Logs and counts what is observed while a feed is swept. What is not peculiar to sweeps is left to
 * the observer of the polls. Not thread-safe.
 */
final class SweepObserver {
  private static final ConnectorLog LOG = ConnectorLog.of(SweepObserver.class);

  private final FeedObserver polls;
  private final EventPuller.Clocks clocks;
  private final TaskMetrics<SourceMetric> metrics;
  private final @Nullable CoverageTracker coverage;
  private PullStatistics statistics;
  private Instant since = Instant.MIN;

  /**
   * Creates an observer that reports to that of the polls.
   *
   * @param coverage follows the sweeps to prove what is complete, or null
   */
  SweepObserver(
      FeedObserver polls,
      EventPuller.Clocks clocks,
      TaskMetrics<SourceMetric> metrics,
      @Nullable CoverageTracker coverage) {
    this.coverage = coverage;
    this.polls = polls;
    this.clocks = clocks;
    this.metrics = metrics;
    this.statistics = new PullStatistics(0, clocks.local().instant());
  }

  /** Observes the polls, whose events may lie in the window of a sweep. */
  void observePolls(Observation observation) {
    polls.observe(observation);
    if (coverage == null) {
      return;
    }
    if (observation instanceof Observation.Emitted emitted) {
      coverage.listed(emitted.events());
    } else if (observation instanceof Observation.Finished finished) {
      coverage.polled(finished.upToDate(), clocks.present().get().earliest());
    }
  }

  void observe(Observation observation) {
    if (coverage != null) {
      cover(observation, coverage);
    }
    if (observation instanceof Observation.Opened opened) {
      statistics = new PullStatistics(opened.pull().id(), opened.pull().started());
      LOG.debug("sweeping {}", opened.pull().window());
    } else if (observation instanceof Observation.Requested) {
      statistics.requested();
    } else if (observation instanceof Observation.PageArrived page) {
      statistics.received(page.rows().size());
      metrics.add(SourceMetric.RECEIVED, page.rows().size());
    } else if (observation instanceof Observation.Emitted emitted) {
      emitted(emitted);
    } else if (observation instanceof Observation.Finished finished) {
      finished(finished.all());
    } else if (observation instanceof Observation.Failed failed) {
      failed(failed);
    } else if (observation instanceof Observation.ReadUpTo) {
      // A sweep does not tell how far a feed has been read.
    } else {
      polls.observe(observation);
    }
  }

  private void cover(Observation observation, CoverageTracker tracker) {
    if (observation instanceof Observation.Opened opened) {
      tracker.opened(opened.pull().window());
    } else if (observation instanceof Observation.PageArrived page) {
      tracker.listed(page.rows());
    } else if (observation instanceof Observation.Emitted emitted) {
      tracker.found(emitted.events());
    } else if (observation instanceof Observation.ReadUpTo read) {
      since = read.checkpoint().since();
    } else if (observation instanceof Observation.RowsMissing) {
      tracker.doubted();
    } else if (observation instanceof Observation.Finished finished) {
      if (!finished.all()) {
        tracker.doubted();
      }
      tracker.finished(finished.retention().before(), since).forEach(this::count);
    }
  }

  private void count(HourCoverage hour) {
    metrics.add(
        switch (hour.verdict()) {
          case COMPLETE -> SourceMetric.HOURS_COMPLETE;
          case GAP -> SourceMetric.HOURS_GAP;
          case UNPROVEN -> SourceMetric.HOURS_UNPROVEN;
        },
        1);
  }

  private void emitted(Observation.Emitted emitted) {
    var found = emitted.events().size();
    statistics.sent(found);
    metrics.add(SourceMetric.SENT, found);
    metrics.add(SourceMetric.RECOVERED, found);
    if (found > 0) {
      LOG.info(
          "a sweep has found {} events that became visible after the polls had passed their time",
          found);
    }
  }

  private void finished(boolean all) {
    var summary = statistics.summary(clocks.local().instant());
    metrics.add(SourceMetric.DUPLICATES, summary.duplicates());
    if (all) {
      metrics.since(SourceMetric.LAST_SWEEP, clocks.present().get().latest());
    }
    LOG.info("Sweep: {}", summary.line());
  }

  private void failed(Observation.Failed failed) {
    var failure = failed.failure();
    metrics.set(SourceMetric.LAST_ERROR, failure.error().id());
    metrics.add(SourceMetric.RETRIES, 1);
    LOG.warn(
        "{} The sweep goes on in {} s, the polls meanwhile as usual",
        failure.getMessage(),
        failed.verdict().retryIn().map(Durations::seconds).orElse(0.0));
  }
}
