// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.MessageMapper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * A started task: sends the records that Connect puts and lets Connect commit an offset only when
 * everything below it is confirmed. After a lost connection, all records in doubt are read and sent
 * again, and the partitions are paused meanwhile. Only an error that retrying cannot fix fails the
 * task.
 */
public final class Delivery implements AutoCloseable {
  private static final long MAX_UNCONFIRMED_BYTES = 64L << 20;
  private static final Duration QUEUE_CHECK_INTERVAL = Duration.ofMillis(10);

  private final SinkTaskContext context;
  private final LongSupplier millis;
  private final Duration confirmInterval;
  private final MessageMapper mapper;
  private final RewindState rewindState;
  private final Backpressure backpressure;
  private final DevoTransport transport;
  private final DeliveryMonitor monitor;
  private final ErrantRecords errantRecords;
  private Unconfirmed unconfirmed = new Unconfirmed();
  private @Nullable ConnectException fatal;

  private Delivery(
      SinkTaskContext context,
      LongSupplier millis,
      Duration confirmInterval,
      MessageMapper mapper,
      RewindState rewindState,
      DevoTransport transport,
      DeliveryMonitor monitor) {
    this.context = context;
    this.millis = millis;
    this.confirmInterval = confirmInterval;
    this.mapper = mapper;
    this.rewindState = rewindState;
    this.transport = transport;
    this.monitor = monitor;
    backpressure = new Backpressure(context);
    errantRecords = new ErrantRecords(context, monitor);
  }

  /**
   * Opens the transport and shows the metrics, or leaves nothing open if one of them fails.
   *
   * @param settings as Connect passes them to the task, which the metrics are named after
   */
  public static Delivery start(
      DevoSinkConfig config,
      Map<String, String> settings,
      SinkTaskContext context,
      DevoTransport.Factory transports,
      LongSupplier millis,
      DoubleSupplier random) {
    var mapper = new MessageMapper(config, InstantSource.system());
    var retry = config.retryPolicy(random);
    var transport = transports.open(config, millis, random);
    try {
      return new Delivery(
          context,
          millis,
          config.confirmInterval(),
          mapper,
          new RewindState(retry),
          transport,
          DeliveryMonitor.start(config, settings, context, millis));
    } catch (RuntimeException | Error e) {
      transport.close();
      throw e;
    }
  }

  /** Sends these records, or asks Connect to seek back to them if none can be sent now. */
  public void put(Collection<SinkRecord> records) {
    rewindState.seekDone();
    throwFatal();
    try {
      transport.poll();
      transport.drainRejected().forEach(this::reject);
      if (rewindState.isLost() || backpressured()) {
        rewind(records);
      } else {
        send(Batch.of(records, mapper, errantRecords::report));
      }
    } catch (ApiException e) {
      connectionLost(e);
      throwFatal();
      rewind(records);
    }
    scheduleNextCall();
  }

  /** Returns those of the given offsets that are confirmed. */
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (fatal != null || !rewindState.canCommit()) {
      return Map.of();
    }
    try {
      confirm();
      return unconfirmed.confirmed(offsets);
    } catch (ApiException e) {
      // Thrown from here, it would rewind no partition that stays while another is revoked.
      connectionLost(e);
      context.timeout(1);
      return Map.of();
    }
  }

  /** These partitions were assigned to the task. */
  public void assigned(Collection<TopicPartition> partitions) {
    backpressure.assigned(partitions);
  }

  /** These partitions were revoked: a seek on one of them would fail the task. */
  public void revoked(Collection<TopicPartition> partitions) {
    unconfirmed.revoke(partitions);
    transport.revoke(partitions);
  }

  @Override
  public void close() {
    try {
      transport.close();
    } finally {
      monitor.close();
    }
  }

  private void send(Batch batch) {
    var bytes = transport.send(batch);
    unconfirmed.sent(batch.lowestOffsets(), batch.items().size(), bytes, now());
    monitor.accepted(batch.items().size(), bytes);
  }

  private void confirm() {
    if (!unconfirmed.isEmpty()) {
      var before = unconfirmed.messages();
      var started = now();
      unconfirmed = transport.confirm();
      rewindState.confirmed();
      monitor.confirmed(before - unconfirmed.messages(), started, now());
    }
  }

  /** Reports a record that Devo rejected. If that fails, its offset is not committed. */
  private void reject(DevoTransport.RejectedRecord rejected) {
    try {
      errantRecords.report(rejected.record(), rejected.reason());
    } catch (ConnectException e) {
      fatal = e;
      throw e;
    }
  }

  private void connectionLost(ApiException e) {
    monitor.lost(e, unconfirmed.messages(), rewindState.connectionLost(now()));
    if (e.recoverability() == Recoverability.STOP) {
      fatal = e;
    }
  }

  private void throwFatal() {
    if (fatal != null) {
      throw fatal;
    }
  }

  /** Asks Connect to seek back to these records, and to all that are in doubt. */
  private void rewind(Collection<SinkRecord> records) {
    var offsets = Batch.lowestOffsets(records);
    if (rewindState.isLost()) {
      unconfirmed.firstOffsets().forEach((at, first) -> offsets.merge(at, first, Math::min));
      unconfirmed.clear();
      rewindState.rewound();
    }
    if (!offsets.isEmpty()) {
      context.offset(offsets);
      rewindState.seekRequested();
    }
  }

  /** Pauses or resumes the partitions and asks Connect for the next put, and a commit if due. */
  private void scheduleNextCall() {
    backpressure.setPaused(backpressured());
    if (backpressure.isPaused()) {
      var wait = rewindState.remaining(now());
      callAgainWithin(wait.isZero() ? QUEUE_CHECK_INTERVAL : wait);
    } else if (!unconfirmed.isEmpty()) {
      callAgainWithin(transport.timeUntilPoll());
    }
    if (!unconfirmed.isEmpty()) {
      requestCommitIfDue();
    }
    monitor.report(
        now(),
        unconfirmed.messages(),
        transport.queuedBytes(),
        backpressure.isPaused(),
        mapper.skipped());
  }

  private void requestCommitIfDue() {
    var left = unconfirmed.untilDue(confirmInterval, MAX_UNCONFIRMED_BYTES, now());
    if (left.isZero()) {
      context.requestCommit();
    } else if (left.compareTo(transport.timeUntilPoll()) < 0) {
      callAgainWithin(left);
    }
  }

  private void callAgainWithin(Duration time) {
    context.timeout(Math.max(1, time.toMillis()));
  }

  /** Whether to send nothing now: backing off after a failure, or too much is queued. */
  private boolean backpressured() {
    return !rewindState.canConnect(now()) || backpressure.isExceededBy(transport.queuedBytes());
  }

  private long now() {
    return millis.getAsLong();
  }
}
