// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import io.tributary.common.error.ConnectorLog;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a task's metrics as the MBean {@code kafka.connect:type=plugins,connector=…,task=…}:
 * among Connect's own metrics (KIP-877, Kafka 4.1), or by plain JMX under the same names on older
 * workers.
 */
public final class PublishedMetrics implements AutoCloseable {
  private static final ConnectorLog LOG = ConnectorLog.of(PublishedMetrics.class);

  /**
   * What a connector with several tasks puts into the settings of each: its number, from zero. Only
   * workers before Kafka 4.1 need it.
   */
  public static final String TASK = "tributary.task";

  private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final String DOMAIN = "kafka.connect";
  private static final String GROUP = "plugins";

  private final Supplier<Runnable> attempt;
  private final String task;
  private @Nullable Runnable withdraw;
  private long failedNanos;

  private PublishedMetrics(Supplier<Runnable> attempt, String task) {
    this.attempt = attempt;
    this.task = task;
  }

  /** Publishes the metrics of the task with the given settings, until this is closed. */
  public static PublishedMetrics of(
      SourceTaskContext context, TaskMetrics<?> metrics, Map<String, String> settings) {
    return of(() -> new Newer(context.pluginMetrics()), metrics, settings);
  }

  /** Publishes the metrics of the task with the given settings, until this is closed. */
  public static PublishedMetrics of(
      SinkTaskContext context, TaskMetrics<?> metrics, Map<String, String> settings) {
    return of(() -> new Newer(context.pluginMetrics()), metrics, settings);
  }

  private static PublishedMetrics of(
      Supplier<Newer> newer, TaskMetrics<?> metrics, Map<String, String> settings) {
    var connector = settings.getOrDefault("name", "");
    var task = settings.getOrDefault(TASK, "0");
    var published =
        new PublishedMetrics(() -> show(newer, metrics, connector, task), connector + "-" + task);
    published.showUnlessShown();
    return published;
  }

  private static Runnable show(
      Supplier<Newer> newer, TaskMetrics<?> metrics, String connector, String task) {
    try {
      return newer.get().show(metrics);
    } catch (LinkageError olderWorker) {
      return showByJmx(metrics, connector, task);
    }
  }

  /**
   * Publishes the metrics if that has failed so far, for example because a task that was replaced
   * but has not ended still uses the names. No feed stops for that. Cheap enough for every poll.
   */
  public void showUnlessShown() {
    if (withdraw != null || (failedNanos != 0 && System.nanoTime() - failedNanos < PAUSE_NANOS)) {
      return;
    }
    try {
      withdraw = attempt.get();
    } catch (RuntimeException e) {
      failedNanos = System.nanoTime();
      LOG.warn("Metrics of {} cannot be published: {}", task, e);
    }
  }

  /** The only class that names what Kafka 3.9 does not have; loaded within the attempt above. */
  private record Newer(PluginMetrics plugin) {
    <M extends Enum<M> & Metric> Runnable show(TaskMetrics<M> metrics) {
      for (var metric : metrics.all()) {
        var name = plugin.metricName(metric.key(), metric.meaning(), new LinkedHashMap<>());
        plugin.addMetric(name, gauge(metrics, metric));
      }
      // Connect withdraws them itself when the task has stopped.
      return () -> {};
    }
  }

  private static <M extends Enum<M> & Metric> Runnable showByJmx(
      TaskMetrics<M> metrics, String connector, String task) {
    var context = new KafkaMetricsContext(DOMAIN);
    var shown = new Metrics(new MetricConfig(), List.of(new JmxReporter()), Time.SYSTEM, context);
    for (var metric : metrics.all()) {
      var name =
          shown.metricName(
              metric.key(), GROUP, metric.meaning(), "connector", connector, "task", task);
      shown.addMetric(name, gauge(metrics, metric));
    }
    return shown::close;
  }

  private static <M extends Enum<M> & Metric> Gauge<Long> gauge(TaskMetrics<M> metrics, M metric) {
    return (config, now) -> metrics.value(metric);
  }

  @Override
  public void close() {
    if (withdraw != null) {
      withdraw.run();
    }
  }
}
