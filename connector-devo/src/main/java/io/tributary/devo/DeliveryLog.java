package io.tributary.devo;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.metrics.PublishedMetrics;
import io.tributary.common.metrics.SinkMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the task tells its operator: a line every five minutes, and one for each lost connection.
 */
final class DeliveryLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DevoSinkTask.class);
  private static final long EVERY_MILLIS = Duration.ofMinutes(5).toMillis();

  private final TaskMetrics<SinkMetric> metrics;
  private final PublishedMetrics published;
  private long sentBefore;
  private long last;

  DeliveryLog(
      DevoSinkConfig config,
      TaskMetrics<SinkMetric> metrics,
      PublishedMetrics published,
      long now) {
    this.metrics = metrics;
    this.published = published;
    last = now;
    LOG.info(
        "Sending to {}; delivery.confirm={}, confirm.interval.ms={}, source.host={}",
        config.endpoint(),
        confirmation(config),
        config.confirmInterval().toMillis(),
        config.sourceHost());
  }

  private static String confirmation(DevoSinkConfig config) {
    if (config.endpoint().relp()) {
      return "200";
    }
    return config.endpoint().http() ? "2xx" : config.getString(DevoSinkConfig.CONFIRM);
  }

  /** Messages are on their way. */
  void accepted(long messages, long bytes) {
    metrics.add(SinkMetric.ACCEPTED, messages);
    metrics.add(SinkMetric.BYTES, bytes);
  }

  /** Messages have arrived, as a confirmation asked for at one time and given at another says. */
  void confirmed(long messages, long asked, long now) {
    metrics.add(SinkMetric.CONFIRMED, messages);
    metrics.add(SinkMetric.CONFIRMATIONS, 1);
    metrics.add(SinkMetric.CONFIRM_TIME, now - asked);
    metrics.since(SinkMetric.LAST_CONFIRMED, Instant.ofEpochMilli(now));
  }

  /** A record was handed to the errant record reporter. */
  void rejected() {
    metrics.add(SinkMetric.REJECTED, 1);
  }

  /** Messages will be sent again: after the given wait, or when an operator has helped. */
  void lost(ApiException why, long messages, Duration wait) {
    metrics.set(SinkMetric.LAST_ERROR, why.error().id());
    metrics.add(SinkMetric.LOST, 1);
    metrics.add(SinkMetric.RESENT, messages);
    if (why.recoverability() != Recoverability.STOP) {
      LOG.warn(
          "{} {} messages will be sent again; next attempt in {} ms",
          why.getMessage(),
          messages,
          wait.toMillis());
    }
  }

  /** How things are now; writes the line if it is due. */
  void report(long now, long unconfirmed, long queued, boolean paused, long skipped) {
    published.showUnlessShown();
    metrics.set(SinkMetric.UNCONFIRMED, unconfirmed);
    metrics.set(SinkMetric.QUEUED, queued);
    metrics.set(SinkMetric.PAUSED, paused ? 1 : 0);
    metrics.set(SinkMetric.SKIPPED, skipped);
    line(now, unconfirmed, skipped).ifPresent(LOG::info);
  }

  Optional<String> line(long now, long unconfirmed, long skipped) {
    if (now - last < EVERY_MILLIS) {
      return Optional.empty();
    }
    var sent = metrics.value(SinkMetric.CONFIRMED);
    var rejected = metrics.value(SinkMetric.REJECTED);
    var line =
        "Messages sent: %d in all, %d since the last line %d s ago; unconfirmed: %d; records skipped: %d, rejected: %d"
            .formatted(
                sent, sent - sentBefore, (now - last) / 1000, unconfirmed, skipped, rejected);
    sentBefore = sent;
    last = now;
    return Optional.of(line);
  }

  @Override
  public void close() {
    published.close();
  }
}
