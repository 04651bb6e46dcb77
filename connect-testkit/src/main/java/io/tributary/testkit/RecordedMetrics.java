package io.tributary.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/** What a plugin shows of itself where there is no worker. Knows gauges only. */
public final class RecordedMetrics implements PluginMetrics {
  private final Map<MetricName, Gauge<?>> gauges = new LinkedHashMap<>();

  /** What is shown now, by name. */
  public Map<String, Object> values() {
    var values = new TreeMap<String, Object>();
    gauges.forEach((name, gauge) -> values.put(name.name(), gauge.value(new MetricConfig(), 0)));
    return values;
  }

  @Override
  public MetricName metricName(
      String name, String description, LinkedHashMap<String, String> tags) {
    return new MetricName(name, "plugins", description, tags);
  }

  @Override
  public void addMetric(MetricName name, MetricValueProvider<?> value) {
    if (gauges.putIfAbsent(name, (Gauge<?>) value) != null) {
      throw new IllegalArgumentException("There is a metric " + name);
    }
  }

  @Override
  public void removeMetric(MetricName name) {
    gauges.remove(name);
  }

  @Override
  public Sensor addSensor(String name) {
    throw new UnsupportedOperationException("no sensors");
  }

  @Override
  public void removeSensor(String name) {
    throw new UnsupportedOperationException("no sensors");
  }
}
