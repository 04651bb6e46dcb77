// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.metrics.PublishedMetrics;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.message.Batch;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.ObjectName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** A failed start leaves nothing behind, no matter which step fails. */
class DevoSinkTaskStartTest {
  private static final Map<String, String> SETTINGS =
      Map.of("name", "half-started", PublishedMetrics.TASK, "7", "endpoint", "tcp://127.0.0.1:1");

  private final SimulatedContext context =
      new SimulatedContext(Set::of, paused -> {}, resumed -> {});

  @Test
  void withdrawsItsMetricsWhenNoTransportCanBeOpened() throws Exception {
    olderWorker();
    var task =
        task(
            (config, millis, random) -> {
              throw new ConfigException("no transport");
            });

    assertThatThrownBy(() -> task.start(SETTINGS)).hasMessage("no transport");
    task.stop();

    assertThat(names()).isEmpty();
  }

  @Test
  void closesTheTransportWhenTheMetricsCannotBeShown() {
    var opened = new AtomicReference<IdleTransport>();
    var task =
        task(
            (config, millis, random) -> {
              opened.set(new IdleTransport());
              return opened.get();
            });
    context.pluginMetrics =
        () -> {
          throw new AssertionError("no metrics");
        };

    assertThatThrownBy(() -> task.start(SETTINGS)).hasMessage("no metrics");
    task.stop();

    assertThat(opened.get())
        .satisfiesAnyOf(
            transport -> assertThat(transport).as("never opened").isNull(),
            transport -> assertThat(transport.closed).isTrue());
  }

  @Test
  void showsItsMetricsUntilItStops() throws Exception {
    olderWorker();
    var task = task((config, millis, random) -> new IdleTransport());
    task.start(SETTINGS);
    assertThat(names()).hasSize(1);

    task.stop();

    assertThat(names()).isEmpty();
  }

  @Test
  void withdrawsItsMetricsEvenIfTheTransportCannotBeClosed() throws Exception {
    olderWorker();
    var task =
        task(
            (config, millis, random) ->
                new IdleTransport() {
                  @Override
                  public void close() {
                    throw new IllegalStateException("cannot be closed");
                  }
                });
    task.start(SETTINGS);

    assertThatThrownBy(task::stop).hasMessage("cannot be closed");

    assertThat(names()).isEmpty();
  }

  private DevoSinkTask task(DevoTransport.Factory transports) {
    var task = new DevoSinkTask(transports, System::currentTimeMillis, () -> 0.5);
    task.initialize(context);
    return task;
  }

  private void olderWorker() {
    context.pluginMetrics =
        () -> {
          throw new NoSuchMethodError("pluginMetrics");
        };
  }

  private static Set<ObjectName> names() throws Exception {
    var name = new ObjectName("kafka.connect:type=plugins,connector=half-started,*");
    return ManagementFactory.getPlatformMBeanServer().queryNames(name, null);
  }

  /** A transport without a receiver. */
  private static class IdleTransport implements DevoTransport {
    private boolean closed;

    @Override
    public List<Outcome> poll() {
      return List.of();
    }

    @Override
    public long send(Batch batch) {
      return 0;
    }

    @Override
    public long heldBytes() {
      return 0;
    }

    @Override
    public void confirm() {}

    @Override
    public boolean await(Duration atMost) {
      return false;
    }

    @Override
    public void revoke(Collection<TopicPartition> partitions) {}

    @Override
    public Duration timeUntilPoll() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
