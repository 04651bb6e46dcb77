// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.Durations;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;

/**
 * Logs and counts what is observed while a lane is read that ends. What is not peculiar to it is
 * left to the observer of the tail, except how far the feed has been read. Not thread-safe.
 */
final class PastObserver {
  private static final ConnectorLog LOG = ConnectorLog.of(PastObserver.class);

  private final EventPuller.Past past;
  private final FeedObserver shared;
  private final SweepObserver sweeps;
  private final EventPuller.Clocks clocks;
  private final TaskMetrics<SourceMetric> metrics;
  private final LossMonitor losses;
  private PullStatistics statistics;
  private boolean done;

  PastObserver(
      EventPuller.Past past,
      FeedObserver shared,
      EventPuller.Clocks clocks,
      TaskMetrics<SourceMetric> metrics) {
    this.past = past;
    this.shared = shared;
    this.sweeps = new SweepObserver(shared, clocks, metrics, null);
    this.clocks = clocks;
    this.metrics = metrics;
    this.losses = new LossMonitor(metrics);
    this.statistics = new PullStatistics(0, clocks.local().instant());
  }

  void observe(Observation observation) {
    if (observation instanceof Observation.Opened opened) {
      statistics = new PullStatistics(opened.pull().id(), opened.pull().started());
      LOG.debug("{}: reading {}", past.range(), opened.pull().window());
    } else if (observation instanceof Observation.Requested) {
      statistics.requested();
    } else if (observation instanceof Observation.PageArrived page) {
      statistics.received(page.rows().size());
      metrics.add(SourceMetric.RECEIVED, page.rows().size());
      metrics.since(SourceMetric.LAST_SUCCESS, clocks.present().get().latest());
      metrics.set(SourceMetric.FAILURES, 0);
    } else if (observation instanceof Observation.Emitted emitted) {
      statistics.sent(emitted.events().size());
      metrics.add(SourceMetric.SENT, emitted.events().size());
    } else if (observation instanceof Observation.ReadUpTo read) {
      readUpTo(read);
    } else if (observation instanceof Observation.Finished finished) {
      metrics.add(SourceMetric.DRIFT_RESTARTS, finished.restarts());
      losses.finished(finished.retention());
      var summary = statistics.summary(clocks.local().instant());
      metrics.add(SourceMetric.DUPLICATES, summary.duplicates());
      LOG.info("{}: {}", past.range(), summary.line());
    } else if (observation instanceof Observation.Failed failed) {
      failed(failed);
    } else {
      shared.observe(observation);
    }
  }

  /** Observes its sweeps, which do not tell when the feed was swept last. */
  void observeSweeps(Observation observation) {
    if (!(observation instanceof Observation.Finished)) {
      sweeps.observe(observation);
    }
  }

  private void readUpTo(Observation.ReadUpTo read) {
    past.progress().read(past.range().shareBefore(read.time()));
    if (!done && !read.time().isBefore(past.range().until())) {
      done = true;
      LOG.info("{}: read to its end", past.range());
    }
  }

  private void failed(Observation.Failed failed) {
    var failure = failed.failure();
    metrics.set(SourceMetric.LAST_ERROR, failure.error().id());
    metrics.set(SourceMetric.FAILURES, failed.verdict().inARow());
    metrics.add(SourceMetric.RETRIES, 1);
    LOG.warn(
        "{} {} goes on in {} s, the newest events meanwhile as usual",
        failure.getMessage(),
        past.range(),
        failed.verdict().retryIn().map(Durations::seconds).orElse(0.0));
  }
}
