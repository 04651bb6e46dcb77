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
 * The figures that the tasks of a connector show, as in docs/metrics.md, and those that Connect and
 * its consumers keep of them; read over JMX in this JVM.
 *
 * @param tasks name to value, for each task that shows any
 */
public record Figures(List<Map<String, Long>> tasks) {
  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  /** The figures of a connector's tasks now. */
  public static Figures of(String connector) {
    return new Figures(
        beans("kafka.connect:type=plugins,*").stream()
            .filter(bean -> isOf(connector, bean))
            .map(Figures::attributes)
            .toList());
  }

  /** Records a source has written or a sink was handed, over all tasks, as Connect counts them. */
  static long records(String connector) {
    return beans("kafka.connect:type=source-task-metrics,*").stream()
            .filter(bean -> isOf(connector, bean))
            .mapToLong(bean -> attribute(bean, "source-record-write-total"))
            .sum()
        + beans("kafka.connect:type=sink-task-metrics,*").stream()
            .filter(bean -> isOf(connector, bean))
            .mapToLong(bean -> attribute(bean, "sink-record-send-total"))
            .sum();
  }

  /** Topic to the records that consumers have still to fetch from it. */
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

  /** Whether any task shows figures. */
  public boolean shown() {
    return !tasks.isEmpty();
  }

  /** A figure over all tasks; zero where none shows it. */
  public long sum(String figure) {
    return tasks.stream().mapToLong(task -> task.getOrDefault(figure, 0L)).sum();
  }

  /** The highest of a figure; zero where no task shows it. */
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
      // A task that ends takes its figures along.
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
