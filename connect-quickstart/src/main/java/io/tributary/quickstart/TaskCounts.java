package io.tributary.quickstart;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The counters that Connect keeps of its tasks, read over JMX in this JVM. */
final class TaskCounts {
  private TaskCounts() {}

  /** Records a source has written or a sink was handed, over all tasks. */
  static long records(String connector) {
    return sum("source-task-metrics", "source-record-write-total", connector)
        + sum("sink-task-metrics", "sink-record-send-total", connector);
  }

  private static long sum(String type, String attribute, String connector) {
    var server = ManagementFactory.getPlatformMBeanServer();
    long sum = 0;
    try {
      for (ObjectName name :
          server.queryNames(new ObjectName("kafka.connect:type=" + type + ",*"), null)) {
        String owner = name.getKeyProperty("connector");
        if (owner.equals(connector) || owner.equals(ObjectName.quote(connector))) {
          sum += ((Number) server.getAttribute(name, attribute)).longValue();
        }
      }
    } catch (JMException gone) {
      // A task that ends takes its counters along.
      return sum;
    }
    return sum;
  }
}
