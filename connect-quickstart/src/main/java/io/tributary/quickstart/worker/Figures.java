// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The metrics of a connector's tasks, as in docs/metrics.md, and those of Connect and its
 * consumers, read over JMX in this JVM.
 *
 * @param tasks the values by name, for each task that publishes any
 */
public record Figures(List<Map<String, Long>> tasks) {
  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  /** The current metrics of a connector's tasks. */
  public static Figures of(String connector) {
    return new Figures(
        beans("kafka.connect:type=plugins,*").stream()
            .filter(bean -> isOf(connector, bean))
            .map(Figures::attributes)
            .toList());
  }

  /**
   * Records that a source has written, without its ledger, or that a sink was given, over all
   * tasks, as Connect counts them.
   */
  static long records(String connector) {
    var own = of(connector);
    var ledger =
        own.sum("hours-complete-total")
            + own.sum("hours-gap-total")
            + own.sum("hours-unproven-total");
    return Math.max(0, written(connector) - ledger);
  }

  private static long written(String connector) {
    return beans("kafka.connect:type=source-task-metrics,*").stream()
            .filter(bean -> isOf(connector, bean))
            .mapToLong(bean -> attribute(bean, "source-record-write-total"))
            .sum()
        + beans("kafka.connect:type=sink-task-metrics,*").stream()
            .filter(bean -> isOf(connector, bean))
            .mapToLong(bean -> attribute(bean, "sink-record-send-total"))
            .sum();
  }

  /** The records of each topic that consumers have not fetched yet. */
  public static Map<String, Long> waiting() {
    var waiting = new TreeMap<String, Long>();
    for (var bean : beans("kafka.consumer:type=consumer-fetch-manager-metrics,*")) {
      String client = bean.getKeyProperty("client-id");
      String topic = bean.getKeyProperty("topic");
      if (client.startsWith("connector-consumer-")
          && topic != null
          && bean.getKeyProperty("partition") != null) {
        waiting.merge(plain(topic), attribute(bean, "records-lag"), Long::sum);
      }
    }
    return waiting;
  }

  /** Whether any task publishes metrics. */
  public boolean shown() {
    return !tasks.isEmpty();
  }

  /** The sum of a metric over all tasks; zero if no task publishes it. */
  public long sum(String figure) {
    return tasks.stream().mapToLong(task -> task.getOrDefault(figure, 0L)).sum();
  }

  /** The maximum of a metric; zero if no task publishes it. */
  public long max(String figure) {
    return tasks.stream().mapToLong(task -> task.getOrDefault(figure, 0L)).max().orElse(0);
  }

  private static Set<ObjectName> beans(String pattern) {
    try {
      return BEANS.queryNames(new ObjectName(pattern), null);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOf(String connector, ObjectName bean) {
    return plain(bean.getKeyProperty("connector")).equals(connector);
  }

  private static String plain(String property) {
    return property.startsWith("\"") ? ObjectName.unquote(property) : property;
  }

  private static Map<String, Long> attributes(ObjectName bean) {
    var values = new HashMap<String, Long>();
    try {
      for (var attribute : BEANS.getMBeanInfo(bean).getAttributes()) {
        values.put(attribute.getName(), attribute(bean, attribute.getName()));
      }
    } catch (JMException gone) {
      // A task that ends removes its metrics.
      return values;
    }
    return values;
  }

  private static long attribute(ObjectName bean, String name) {
    try {
      double value = ((Number) BEANS.getAttribute(bean, name)).doubleValue();
      return Double.isNaN(value) ? 0 : (long) value;
    } catch (JMException gone) {
      return 0;
    }
  }
}
