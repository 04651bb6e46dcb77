// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
  void noTaskFailsForANameThatIsStillTakenByOneThatHasNotEnded() {
    var attempts = new AtomicInteger();
    var context =
        context(
            () -> {
              attempts.incrementAndGet();
              throw new IllegalArgumentException("a metric of this name already exists");
            });

    var published = PublishedMetrics.of(context, metrics, Map.of());
    published.showUnlessShown();
    published.close();

    // Not tried again at once, and closed all the same.
    assertThat(attempts).hasValue(1);
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
