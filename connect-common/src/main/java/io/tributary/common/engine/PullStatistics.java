package io.tributary.common.engine;

import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.event.Event;
import io.tributary.common.metrics.Lateness;
import io.tributary.common.metrics.PullSummary;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what a round does and says so: when it is finished, and once a minute while it is long.
 */
final class PullStatistics {
  private static final Logger LOG = LoggerFactory.getLogger(PullStatistics.class);
  private static final Duration PARTIAL_EVERY = Duration.ofMinutes(1);

  private final String feed;
  private final long pullingId;
  private final Instant started;
  private final TaskMetrics<SourceMetric> metrics;
  private final Lateness lateness = new Lateness();
  private Instant lastLine;
  private boolean shrunk;
  private long requests;
  private long received;
  private long sent;

  PullStatistics(String feed, long pullingId, Instant started, TaskMetrics<SourceMetric> metrics) {
    this.feed = feed;
    this.pullingId = pullingId;
    this.started = started;
    this.lastLine = started;
    this.metrics = metrics;
  }

  /** Names the round: epoch milliseconds, later than that of any round before. */
  long pullingId() {
    return pullingId;
  }

  Instant started() {
    return started;
  }

  void requested() {
    requests++;
  }

  void received(int rows, Instant now) {
    received += rows;
    metrics.add(SourceMetric.RECEIVED, rows);
    if (Duration.between(lastLine, now).compareTo(PARTIAL_EVERY) >= 0) {
      LOG.info("{}: (Partial) {}", feed, stats(now).line());
      lastLine = now;
    }
  }

  void sent(int records) {
    sent += records;
    metrics.add(SourceMetric.SENT, records);
  }

  /** These events are handed over for the first time, at the given time of the server. */
  void firstSeen(List<Event> events, Instant serverNow) {
    for (var event : events) {
      if (event.time() != null) {
        lateness.add(event.time(), serverNow);
      }
    }
  }

  /** There are too many events within the overlap; said once in a round. */
  void overlapShrunk(Instant since) {
    if (!shrunk) {
      LOG.warn(
          "{}: more than {} events lie within overlap.ms; for now it reaches back only to {}",
          feed,
          SeenIds.MOST,
          since);
      shrunk = true;
    }
  }

  /** The round is finished; the next one is due after the given wait. */
  void finished(Instant now, boolean upToDate, Duration wait) {
    metrics.add(SourceMetric.DUPLICATES, received - sent);
    metrics.set(SourceMetric.UP_TO_DATE, upToDate ? 1 : 0);
    LOG.info("{}: {}", feed, stats(now).line());
    if (lateness.count() > 0) {
      metrics.set(SourceMetric.LATENESS_P50, lateness.percentile(50));
      metrics.set(SourceMetric.LATENESS_P99, lateness.percentile(99));
      metrics.set(SourceMetric.LATENESS_MAX, lateness.percentile(100));
      LOG.info("{}: Events were first seen after their own time: {}", feed, lateness);
    }
    if (upToDate) {
      LOG.info(
          "{}: The data is up to date! Elapsed time: {} seconds. Waiting for {} second(s) until the next one",
          feed,
          seconds(Duration.between(started, now)),
          seconds(wait));
    }
  }

  PullSummary stats(Instant now) {
    var elapsed = Duration.between(started, now);
    return new PullSummary(pullingId, requests, received, received - sent, sent, lateness, elapsed);
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.toMillis() / 1000.0);
  }
}
