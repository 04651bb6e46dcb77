// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.metrics.PublishedMetrics;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import io.tributary.devo.statistics.InternalLines;
import io.tributary.devo.statistics.LineSender;
import io.tributary.devo.statistics.SenderStatistics;
import io.tributary.devo.statistics.SinkMetric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Logs and counts the delivery of one task: a line when it starts, one every five minutes, one for
 * each lost connection, and the metrics.
 */
public final class DeliveryMonitor implements AutoCloseable {
  /** The logger that operators know, whichever class of the sink logs the line. */
  public static final String LOGGER = "io.tributary.devo.DevoSinkTask";

  private static final ConnectorLog LOG = ConnectorLog.of(LOGGER);
  private static final long LINE_INTERVAL_MILLIS = Duration.ofMinutes(5).toMillis();
  private static final long WARNING_INTERVAL_MILLIS = Duration.ofSeconds(10).toMillis();

  private final TaskMetrics<SinkMetric> metrics;
  private final PublishedMetrics published;
  private final SenderStatistics statistics;
  private long confirmedAtLastLine;
  private long lastLine;
  private long nextWarning = Long.MIN_VALUE;
  private long unsaid;

  DeliveryMonitor(
      TaskMetrics<SinkMetric> metrics, PublishedMetrics published, InternalLines lines, long now) {
    this.metrics = metrics;
    this.published = published;
    statistics = new SenderStatistics(metrics, lines, now);
    lastLine = now;
  }

  /** Logs that the task starts, and shows its metrics. */
  static DeliveryMonitor start(
      DevoSinkConfig config,
      Map<String, String> settings,
      SinkTaskContext context,
      LongSupplier millis,
      LineSender sender) {
    LOG.info(
        "Sending to {}; delivery.confirm={}, confirm.interval.ms={}, source.host={}",
        config.endpoint(),
        confirmation(config),
        config.confirmInterval().toMillis(),
        config.sourceHost());
    InstantSource clock = () -> Instant.ofEpochMilli(millis.getAsLong());
    var metrics = new TaskMetrics<>(SinkMetric.class, clock);
    var published = PublishedMetrics.of(context, metrics, settings);
    var lines = InternalLines.of(config, settings, sender, InstantSource.system());
    return new DeliveryMonitor(metrics, published, lines, millis.getAsLong());
  }

  private static String confirmation(DevoSinkConfig config) {
    return config.endpoint().relp() || config.endpoint().http() ? "200" : config.confirm();
  }

  /** Messages were passed to the transport. */
  void accepted(List<Batch.Item> messages, long bytes) {
    statistics.sent(messages);
    metrics.add(SinkMetric.ACCEPTED, messages.size());
    metrics.add(SinkMetric.BYTES, bytes);
  }

  /**
   * Messages were confirmed.
   *
   * @param took how long that took since all of them were asked for, in milliseconds; negative if
   *     some are still missing
   * @param isSent whether a message is still with the transport
   */
  void confirmed(long messages, long took, long now, Predicate<RecordPosition> isSent) {
    statistics.confirmed(isSent);
    metrics.add(SinkMetric.CONFIRMED, messages);
    metrics.since(SinkMetric.LAST_CONFIRMED, Instant.ofEpochMilli(now));
    if (took >= 0) {
      metrics.add(SinkMetric.CONFIRMATIONS, 1);
      metrics.add(SinkMetric.CONFIRM_TIME, took);
    }
  }

  /** A record was handed to the errant record reporter. */
  void rejected(DataException reason, long now) {
    metrics.add(SinkMetric.REJECTED, 1);
    SinkError.of(reason).ifPresent(error -> metrics.set(SinkMetric.LAST_ERROR, error.id()));
    statistics.noticed(reason);
    warn(reason.getMessage() + " It was handed to the dead letter queue.", now);
  }

  /**
   * Something was refused, and it is not clear yet whose fault that is.
   *
   * @param left how much longer it is borne, as the end of a sentence
   */
  void doubted(ApiException why, String left, long now) {
    metrics.set(SinkMetric.LAST_ERROR, why.error().id());
    statistics.noticed(why);
    warn(
        why.getMessage() + " It is tried again, if possible after another message" + left + ".",
        now);
  }

  /**
   * A request has failed and will be repeated.
   *
   * @param left how much longer it is borne, as the end of a sentence
   */
  void delayed(Outcome.Delayed delayed, String left) {
    again(delayed.why(), delayed.messages(), delayed.retryIn(), left + delayed.note());
  }

  /** What is known of single messages. */
  SenderStatistics statistics() {
    return statistics;
  }

  /** So many times of records were replaced since the task started. */
  void timesReplaced(long times) {
    metrics.set(SinkMetric.TIMES_REPLACED, times);
  }

  /**
   * Messages will be sent again after the wait, or after an operator has fixed the cause.
   *
   * @param left how much longer it is borne, as the end of a sentence
   */
  void lost(ApiException why, long written, Duration wait, String left) {
    statistics.lost();
    if (written > 0) {
      metrics.add(SinkMetric.LOST, 1);
      metrics.add(SinkMetric.RESENT, written);
    }
    again(why, written, wait, left);
  }

  private void again(ApiException why, long messages, Duration wait, String end) {
    statistics.noticed(why);
    metrics.set(SinkMetric.LAST_ERROR, why.error().id());
    LOG.warn(
        "{} {} messages will be sent again; next attempt in {} ms{}",
        why.getMessage(),
        messages,
        wait.toMillis(),
        end);
  }

  /**
   * Logs it, unless another such line was logged a moment ago: a line for each record may be many.
   */
  private void warn(String text, long now) {
    if (now < nextWarning) {
      unsaid++;
      return;
    }
    LOG.warn("{}{}", text, unsaid == 0 ? "" : " Lines like this that were left out: " + unsaid);
    unsaid = 0;
    nextWarning = now + WARNING_INTERVAL_MILLIS;
  }

  /** Updates the gauges, and logs the line if it is due. */
  void report(long now, long unconfirmed, long queued, boolean paused, long skipped) {
    published.showUnlessShown();
    metrics.set(SinkMetric.UNCONFIRMED, unconfirmed);
    metrics.set(SinkMetric.QUEUED, queued);
    metrics.set(SinkMetric.PAUSED, paused ? 1 : 0);
    metrics.set(SinkMetric.SKIPPED, skipped);
    line(now, unconfirmed, skipped).ifPresent(LOG::info);
    statistics.report(now);
  }

  Optional<String> line(long now, long unconfirmed, long skipped) {
    if (now - lastLine < LINE_INTERVAL_MILLIS) {
      return Optional.empty();
    }
    var sent = metrics.value(SinkMetric.CONFIRMED);
    var rejected = metrics.value(SinkMetric.REJECTED);
    var line =
        "Messages sent: %d in all, %d since the last line %d s ago; unconfirmed: %d; records skipped: %d, rejected: %d"
            .formatted(
                sent,
                sent - confirmedAtLastLine,
                (now - lastLine) / 1000,
                unconfirmed,
                skipped,
                rejected);
    confirmedAtLastLine = sent;
    lastLine = now;
    return Optional.of(line);
  }

  @Override
  public void close() {
    statistics.close();
    published.close();
  }
}
