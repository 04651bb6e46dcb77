package io.tributary.devo;

import io.tributary.common.Version;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.metrics.PublishedMetrics;
import io.tributary.common.metrics.SinkMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * Sends what Connect hands over and lets Connect commit an offset only when everything below it is
 * confirmed. A lost connection never fails the task: all that is in doubt is read again and sent
 * again, after a wait during which the partitions are paused. A certificate that is refused fails
 * it, and so does a record that cannot be sent where no errant record reporter takes it.
 */
public final class DevoSinkTask extends SinkTask {
  private static final long MAX_UNCONFIRMED_BYTES = 64L << 20;
  private static final Duration LOOK_AT_QUEUE = Duration.ofMillis(10);

  private final DevoTransport.Factory transports;
  private final LongSupplier millis;
  private final DoubleSupplier random;
  private Unconfirmed unconfirmed = new Unconfirmed();

  // Set by start.
  @SuppressWarnings("NullAway.Init")
  private DevoSinkConfig config;

  @SuppressWarnings("NullAway.Init")
  private MessageMapper mapper;

  @SuppressWarnings("NullAway.Init")
  private Recovery recovery;

  @SuppressWarnings("NullAway.Init")
  private Intake intake;

  @SuppressWarnings("NullAway.Init")
  private DeliveryLog log;

  private @Nullable DevoTransport transport;
  private @Nullable ConnectException fatal;

  /** What Connect calls. */
  public DevoSinkTask() {
    this(
        DevoTransport::open,
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
    config = SettingFaults.parse(settings);
    mapper = new MessageMapper(config, InstantSource.system());
    recovery = new Recovery(new RetryPolicy(config.backoff(), config.backoffMax(), random));
    intake = new Intake(context);
    var metrics = new TaskMetrics<>(SinkMetric.class, () -> Instant.ofEpochMilli(now()));
    log = new DeliveryLog(config, metrics, PublishedMetrics.of(context, metrics, settings), now());
    transport = transports.open(config, millis, random);
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    recovery.sought();
    throwFatal();
    try {
      transport().check();
      transport().refusals().forEach(this::reject);
      if (recovery.isLost() || holding()) {
        setBack(records);
      } else {
        var batch = Batch.of(records, mapper, this::reject);
        var bytes = transport().send(batch);
        unconfirmed.sent(batch.lowest(), batch.items().size(), bytes, now());
        log.accepted(batch.items().size(), bytes);
      }
    } catch (ApiException trouble) {
      lost(trouble);
      throwFatal();
      setBack(records);
    }
    pace();
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (fatal != null || !recovery.offsetsHold()) {
      return Map.of();
    }
    try {
      confirm();
      return unconfirmed.confirmed(offsets);
    } catch (ApiException trouble) {
      // Thrown from here it would rewind no partition that stays while another is revoked.
      lost(trouble);
      context.timeout(1);
      return Map.of();
    }
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    intake.opened(partitions);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    // A seek on a partition that is no longer ours would kill the task.
    unconfirmed.forget(partitions);
    transport().forget(partitions);
  }

  @Override
  public void stop() {
    if (transport != null) {
      transport.close();
      log.close();
    }
  }

  private void confirm() {
    if (!unconfirmed.isEmpty()) {
      var before = unconfirmed.messages();
      var started = now();
      unconfirmed = transport().confirm();
      recovery.confirmed();
      log.confirmed(before - unconfirmed.messages(), started, now());
    }
  }

  /** Reports what Devo has refused. Unless that is done its offset is committed no more. */
  private void reject(DevoTransport.Refusal refusal) {
    try {
      reject(refusal.record(), refusal.why());
    } catch (ConnectException e) {
      fatal = e;
      throw e;
    }
  }

  private void reject(SinkRecord record, DataException why) {
    var reporter = context.errantRecordReporter();
    if (reporter == null) {
      throw why;
    }
    log.rejected();
    // Connect itself waits for the report before it commits an offset.
    var unused = reporter.report(record, why);
  }

  private void lost(ApiException trouble) {
    log.lost(trouble, unconfirmed.messages(), recovery.lost(now()));
    if (trouble.recoverability() == Recoverability.STOP) {
      fatal = trouble;
    }
  }

  private void throwFatal() {
    if (fatal != null) {
      throw fatal;
    }
  }

  /** Takes none of these records: Connect is asked to go back and hand them over again. */
  private void setBack(Collection<SinkRecord> records) {
    var offsets = Batch.lowestOffsets(records);
    if (recovery.isLost()) {
      unconfirmed.firstOffsets().forEach((at, first) -> offsets.merge(at, first, Math::min));
      unconfirmed.clear();
      recovery.setBack();
    }
    if (!offsets.isEmpty()) {
      context.offset(offsets);
      recovery.seek();
    }
  }

  /**
   * Pauses or resumes the partitions, asks for a commit when one is due, and to be called again.
   */
  private void pace() {
    intake.shut(holding());
    if (intake.isShut()) {
      var wait = recovery.remaining(now());
      intake.wakeIn(wait.isZero() ? LOOK_AT_QUEUE : wait);
    } else if (!unconfirmed.isEmpty()) {
      intake.wakeIn(transport().due());
    }
    if (!unconfirmed.isEmpty()) {
      confirmIfDue();
    }
    log.report(
        now(), unconfirmed.messages(), transport().queued(), intake.isShut(), mapper.skipped());
  }

  private void confirmIfDue() {
    var left = unconfirmed.untilDue(config.confirmInterval(), MAX_UNCONFIRMED_BYTES, now());
    if (left.isZero()) {
      context.requestCommit();
    } else if (left.compareTo(transport().due()) < 0) {
      intake.wakeIn(left);
    }
  }

  /** Whether to take nothing now: after a failure for a while, or when Devo is too slow. */
  private boolean holding() {
    return !recovery.remaining(now()).isZero() || intake.isEnough(transport().queued());
  }

  private DevoTransport transport() {
    return Objects.requireNonNull(transport, "not started");
  }

  private long now() {
    return millis.getAsLong();
  }
}
