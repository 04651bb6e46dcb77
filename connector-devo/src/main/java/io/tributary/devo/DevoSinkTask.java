// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.common.Version;
import io.tributary.common.error.ConnectorLog;
import io.tributary.devo.config.SinkConfigValidator;
import io.tributary.devo.delivery.Delivery;
import io.tributary.devo.delivery.DevoTransport;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * Connect's view of a {@link Delivery}, which {@code start} builds and {@code stop} closes. A lost
 * connection never fails the task. A rejected certificate or token fails it at a first start or if
 * that lasts, and so does a record that cannot be sent if nobody takes the dead letter.
 */
public final class DevoSinkTask extends SinkTask {
  private final DevoTransport.Factory transports;
  private final LongSupplier millis;
  private final DoubleSupplier random;
  private @Nullable Delivery delivery;

  /** Called by Connect. */
  public DevoSinkTask() {
    this(
        Transports::open,
        () -> System.nanoTime() / 1_000_000,
        () -> ThreadLocalRandom.current().nextDouble());
  }

  DevoSinkTask(DevoTransport.Factory transports, LongSupplier millis, DoubleSupplier random) {
    this.transports = transports;
    this.millis = millis;
    this.random = random;
  }

  @Override
  public String version() {
    return Version.text();
  }

  @Override
  public void start(Map<String, String> settings) {
    ConnectorLog.nameThread(settings);
    var config = SinkConfigValidator.parse(settings);
    var lines = InternalSender.open(config, transports, millis, random);
    try {
      delivery = Delivery.start(config, settings, context, transports, millis, random, lines);
    } catch (RuntimeException | Error e) {
      lines.close();
      throw e;
    }
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    delivery().put(records);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    return delivery().preCommit(offsets);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    delivery().assigned(partitions);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    delivery().revoked(partitions);
  }

  @Override
  public void stop() {
    if (delivery != null) {
      delivery.close();
    }
  }

  private Delivery delivery() {
    return Objects.requireNonNull(delivery, "not started");
  }
}
