// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.common.error.ConnectorLog;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.delivery.DeliveryMonitor;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.devo.message.RecordPosition;
import io.tributary.devo.statistics.LineSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Sends lines about the sink over a transport of their own, so that no event waits for them. What
 * cannot be sent is dropped: no line is worth holding anything up.
 */
final class InternalSender implements LineSender {
  private static final ConnectorLog LOG = ConnectorLog.of(DeliveryMonitor.LOGGER);
  private static final long MOST_HELD_BYTES = 256 * 1024;
  private static final long LAST_LINES_NANOS = Duration.ofMillis(500).toNanos();

  private final DevoTransport transport;
  private long offset;
  private boolean inDoubt;
  private boolean warned;

  private InternalSender(DevoTransport transport) {
    this.transport = transport;
  }

  /** Opens a transport, or none if there is no {@code internal.tag}. */
  static LineSender open(
      DevoSinkConfig config,
      DevoTransport.Factory transports,
      LongSupplier millis,
      DoubleSupplier random) {
    return config.internalTag().isPresent()
        ? new InternalSender(transports.open(config, millis, random))
        : NONE;
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public void send(List<DevoMessage> lines) {
    try {
      transport.poll().forEach(this::note);
      if (!lines.isEmpty() && transport.heldBytes() <= MOST_HELD_BYTES) {
        transport.send(new Batch(items(lines)));
        transport.confirm();
        inDoubt = true;
      }
    } catch (RuntimeException e) {
      warn(e);
    }
  }

  private List<Batch.Item> items(List<DevoMessage> lines) {
    var items = new ArrayList<Batch.Item>(lines.size());
    for (var line : lines) {
      var record = new SinkRecord("internal.tag", 0, null, null, null, line.body(), offset++);
      items.add(new Batch.Item(record, RecordPosition.of(record), line));
    }
    return items;
  }

  private void note(Outcome outcome) {
    inDoubt = false;
    if (outcome instanceof Outcome.Lost lost) {
      warn(lost.why());
    } else if (outcome instanceof Outcome.Refused refused) {
      warn(refused.why());
    } else if (outcome instanceof Outcome.Delayed delayed) {
      inDoubt = true;
      warn(delayed.why());
    } else {
      warned = false;
    }
  }

  /** Once, until lines are taken again. */
  private void warn(RuntimeException why) {
    if (!warned) {
      warned = true;
      LOG.warn("Lines of internal.tag cannot be sent, and are left out: {}", why.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      var end = System.nanoTime() + LAST_LINES_NANOS;
      for (var left = LAST_LINES_NANOS;
          inDoubt && left > 0 && transport.await(Duration.ofNanos(left));
          left = end - System.nanoTime()) {
        transport.poll().forEach(this::note);
      }
    } finally {
      transport.close();
    }
  }
}
