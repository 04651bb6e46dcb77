package io.tributary.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.ObjectName;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.junit.jupiter.api.Test;

class PublishedMetricsTest {
  private static final String BEAN = "kafka.connect:type=plugins,connector=kiteworks,task=1";

  private final TaskMetrics<SourceMetric> metrics =
      new TaskMetrics<>(SourceMetric.class, InstantSource.system());

  @Test
  void showsThemAmongConnectsOwnWhereThereAreSuch() {
    try (var connect = new Metrics()) {
      var plugin = new PluginMetricsImpl(connect, Map.of("connector", "a", "task", "0"));

      PublishedMetrics.of(context(() -> plugin), metrics, Map.of()).close();
      metrics.add(SourceMetric.SENT, 5);

      assertThat(connect.metrics())
          .hasEntrySatisfying(
              plugin.metricName("events-sent-total", "", new LinkedHashMap<>()),
              metric -> assertThat(metric.metricValue()).isEqualTo(5L));
    }
  }

  @Test
  void showsThemByPlainJmxUnderTheSameNamesOnAnOlderWorker() throws Exception {
    var beans = ManagementFactory.getPlatformMBeanServer();

    var settings = Map.of("name", "kiteworks", PublishedMetrics.TASK, "1");
    var published = PublishedMetrics.of(context(PublishedMetricsTest::older), metrics, settings);
    metrics.add(SourceMetric.SENT, 5);

    assertThat(beans.getAttribute(new ObjectName(BEAN), "events-sent-total")).isEqualTo(5L);
    assertThat(beans.getMBeanInfo(new ObjectName(BEAN)).getAttributes())
        .hasSize(SourceMetric.values().length);
    published.close();
    assertThat(beans.isRegistered(new ObjectName(BEAN))).isFalse();
  }

  @Test
  void noTaskFailsForANameThatIsStillTaken() {
    try (var connect = new Metrics()) {
      var plugin = new PluginMetricsImpl(connect, Map.of());

      PublishedMetrics.of(context(() -> plugin), metrics, Map.of()).close();
      PublishedMetrics.of(context(() -> plugin), metrics, Map.of()).close();

      assertThat(connect.metrics()).isNotEmpty();
    }
  }

  private static PluginMetrics older() {
    throw new NoSuchMethodError("pluginMetrics");
  }

  private static SourceTaskContext context(Supplier<PluginMetrics> metrics) {
    return (SourceTaskContext)
        Proxy.newProxyInstance(
            PublishedMetricsTest.class.getClassLoader(),
            new Class<?>[] {SourceTaskContext.class},
            (proxy, method, arguments) -> metrics.get());
  }
}
