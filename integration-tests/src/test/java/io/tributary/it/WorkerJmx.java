// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.tributary.testkit.connect.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The MBeans of a worker's JVM, as an operator's monitoring sees them. */
final class WorkerJmx implements AutoCloseable {
  private final JMXConnector connector;

  private WorkerJmx(JMXConnector connector) {
    this.connector = connector;
  }

  // The other end is a JVM that the test itself has started.
  @SuppressWarnings("BanJNDI")
  static WorkerJmx of(WorkerProcess worker) {
    try {
      var machine = VirtualMachine.attach(Long.toString(worker.pid()));
      try {
        var address = new JMXServiceURL(machine.startLocalManagementAgent());
        return new WorkerJmx(JMXConnectorFactory.connect(address));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is left of the heap after a collection, in bytes. */
  long liveHeap() {
    try {
      var memory =
          ManagementFactory.newPlatformMXBeanProxy(
              beans(), ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
      memory.gc();
      return memory.getHeapMemoryUsage().getUsed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How often the consumers of a sink have found their group anew, all taken together. */
  long rebalances(String connector) {
    var consumers =
        "kafka.consumer:type=consumer-coordinator-metrics,client-id=connector-consumer-%s-*";
    try {
      long sum = 0;
      for (var name : beans().queryNames(new ObjectName(consumers.formatted(connector)), null)) {
        sum += ((Number) beans().getAttribute(name, "rebalance-total")).longValue();
      }
      return sum;
    } catch (JMException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The figures that a connector's first task shows; empty while it shows none. */
  Map<String, Object> figures(String connector) {
    try {
      var name = new ObjectName("kafka.connect:type=plugins,connector=" + connector + ",task=0");
      var figures = new TreeMap<String, Object>();
      for (var attribute : beans().getMBeanInfo(name).getAttributes()) {
        figures.put(attribute.getName(), beans().getAttribute(name, attribute.getName()));
      }
      return figures;
    } catch (InstanceNotFoundException e) {
      return Map.of();
    } catch (IOException | JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names and attributes of all beans, one attribute a line. */
  String dump() {
    var text = new StringBuilder();
    try {
      for (var name : beans().queryNames(null, null)) {
        describe(name, text);
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void describe(ObjectName name, StringBuilder text) throws IOException {
    try {
      for (var attribute : beans().getMBeanInfo(name).getAttributes()) {
        text.append(name).append(' ').append(attribute.getName()).append('=');
        text.append(value(name, attribute.getName())).append('\n');
      }
    } catch (JMException gone) {
      // A bean of a task that has just been stopped.
    }
  }

  private String value(ObjectName name, String attribute) throws IOException {
    try {
      var value = beans().getAttribute(name, attribute);
      return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
    } catch (JMException | RuntimeException unsupported) {
      return unsupported.toString();
    }
  }

  private MBeanServerConnection beans() throws IOException {
    return connector.getMBeanServerConnection();
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
