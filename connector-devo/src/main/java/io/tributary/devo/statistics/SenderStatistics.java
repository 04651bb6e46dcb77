// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.statistics;

import io.tributary.common.error.CollectorError;
import io.tributary.common.metrics.Journal.Level;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures how long messages take to Devo, and writes the internal lines: errors at once, and
 * statistics each minute. Times are milliseconds of any clock that does not go back. Not
 * thread-safe.
 */
public final class SenderStatistics implements AutoCloseable {
  private static final long INTERVAL_MILLIS = Duration.ofMinutes(1).toMillis();

  private final TaskMetrics<SinkMetric> metrics;
  private final InternalLines lines;
  private final TimeToDevo times;
  private String connection = "closed";
  private long lastLine;

  /** The statistics of a task that starts now. */
  public SenderStatistics(TaskMetrics<SinkMetric> metrics, InternalLines lines, long now) {
    this.metrics = metrics;
    this.lines = lines;
    times = new TimeToDevo(lines.clock());
    lastLine = now;
    if (lines.areOn()) {
      metrics.journal().open();
    }
  }

  /** These messages were sent. */
  public void sent(List<Batch.Item> messages) {
    times.sent(messages);
  }

  /** Some were confirmed: those that are not sent any more. */
  public void confirmed(Predicate<RecordPosition> isSent) {
    connection = "open";
    times.confirmed(isSent);
  }

  /** The receiver has refused these messages. */
  public void refused(List<Batch.Item> messages) {
    times.refused(messages);
    metrics.add(SinkMetric.REFUSED, messages.size());
  }

  /** The connection was lost with everything on it. */
  public void lost() {
    connection = "lost";
    times.lost();
  }

  /** These partitions were revoked. */
  public void revoked(Collection<TopicPartition> partitions) {
    times.revoked(partitions);
  }

  /** Something failed, which does not end the task. */
  public void noticed(Exception why) {
    note(Level.WARNING, why);
  }

  /** Something ends the task, which may be stopped before it reports again. */
  public void failed(Exception why) {
    note(Level.ERROR, why);
    lines.write(metrics.journal().take());
  }

  private void note(Level level, Exception why) {
    var kind = CollectorError.labelOf(why).orElse("failure");
    metrics.journal().note(level, kind, "{}", why.getMessage());
  }

  /** Writes what is due. */
  public void report(long now) {
    lines.write(metrics.journal().take());
    if (now - lastLine >= INTERVAL_MILLIS) {
      lastLine = now;
      var taken = times.take();
      if (taken.count() > 0) {
        metrics.set(SinkMetric.TIME_TO_DEVO_P50, taken.percentile(50));
        metrics.set(SinkMetric.TIME_TO_DEVO_P99, taken.percentile(99));
      }
      lines.write(Figures.of(metrics, connection));
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
