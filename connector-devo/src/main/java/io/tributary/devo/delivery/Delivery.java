// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.MessageMapper;
import io.tributary.devo.message.RecordPosition;
import io.tributary.devo.statistics.LineSender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
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
 * A started task: sends the records that Connect puts, and lets Connect commit an offset only when
 * everything below it is taken, by Devo or by the dead letter queue. What was lost on the way is
 * read from Kafka again, what was refused is judged by {@link Blame}. The partitions are paused
 * while nothing can be sent.
 */
public final class Delivery implements AutoCloseable {
  /** Connect expects an answer of preCommit within the poll interval of its consumer. */
  private static final long MAX_COMMIT_WAIT_MILLIS = 900;

  private final SinkTaskContext context;
  private final LongSupplier millis;
  private final DevoTransport transport;
  private final MessageMapper mapper;
  private final DeliveryMonitor monitor;
  private final DeadLetters deadLetters;
  private final CommitSchedule commits;
  private final Progress progress = new Progress();
  private final Blame blame = new Blame();
  private final FlowControl flow;
  private final Intake intake;
  private final Settlement settlement;
  private @Nullable ConnectException fatal;

  private Delivery(
      DevoSinkConfig config,
      SinkTaskContext context,
      LongSupplier millis,
      DevoTransport transport,
      DeliveryMonitor monitor,
      DeadLetters deadLetters,
      Trouble trouble) {
    this.context = context;
    this.millis = millis;
    this.transport = transport;
    this.monitor = monitor;
    this.deadLetters = deadLetters;
    mapper = new MessageMapper(config, InstantSource.system());
    commits = new CommitSchedule(config.confirmInterval());
    flow = new FlowControl(context, transport, progress, blame, trouble);
    intake = new Intake(mapper, progress, blame, trouble, deadLetters, monitor);
    settlement = new Settlement(progress, blame, trouble, intake, commits, monitor);
  }

  /**
   * Opens the transport and shows the metrics, or leaves nothing open if one of them fails.
   *
   * @param settings as Connect passes them to the task, which the metrics are named after
   * @param lines takes what the task tells about itself; closed with it
   */
  public static Delivery start(
      DevoSinkConfig config,
      Map<String, String> settings,
      SinkTaskContext context,
      DevoTransport.Factory transports,
      LongSupplier millis,
      DoubleSupplier random,
      LineSender lines) {
    var trouble = new Trouble(config, random);
    var transport = transports.open(config, millis, random);
    try {
      return new Delivery(
          config,
          context,
          millis,
          transport,
          DeliveryMonitor.start(config, settings, context, millis, lines),
          new DeadLetters(context, settings),
          trouble);
    } catch (RuntimeException | Error e) {
      transport.close();
      throw e;
    }
  }

  /** Sends these records, or asks Connect to seek back to them if none can be sent now. */
  public void put(Collection<SinkRecord> records) {
    throwFatal();
    failing(
        () -> {
          collect();
          forgetFormerTopics(records);
          if (fatal == null && !progress.isSeekDue() && flow.takesIn(now())) {
            send(intake.take(records, now()));
          } else {
            records.forEach(record -> progress.refuse(RecordPosition.of(record)));
          }
          tryAgain();
        });
    if (progress.isSeekDue()) {
      // Connect does so before its next put.
      context.offset(progress.seek());
    }
    var waiting = progress.sent() > 0 || !deadLetters.isEmpty();
    flow.schedule(waiting, commits, now());
    monitor.timesReplaced(mapper.timesReplaced());
    monitor.report(now(), progress.sent(), flow.heldBytes(), flow.isPaused(), mapper.skipped());
    throwFatal();
  }

  /** Returns those of the given offsets below which everything is taken, within a second. */
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    // What is known to be taken is committed on the way down, too.
    failing(fatal == null ? this::confirm : this::collect);
    if (progress.isSeekDue()) {
      context.timeout(1);
    }
    return progress.committable(offsets);
  }

  /** These partitions were assigned to the task. */
  public void assigned(Collection<TopicPartition> partitions) {
    flow.assigned(partitions);
  }

  /** These partitions were revoked: a seek on one of them would fail the task. */
  public void revoked(Collection<TopicPartition> partitions) {
    transport.revoke(partitions);
    progress.revoke(partitions);
    monitor.statistics().revoked(partitions);
    blame.revoke(partitions);
    deadLetters.revoke(partitions);
  }

  @Override
  public void close() {
    try {
      transport.close();
    } finally {
      monitor.close();
    }
  }

  /** A topic that was made anew begins with low offsets, which say nothing of the former ones. */
  private void forgetFormerTopics(Collection<SinkRecord> records) {
    SinkRecord previous = null;
    for (var record : records) {
      // Those of one partition are in order, so the first of them tells.
      if (previous == null || !RecordPosition.arePartners(previous, record)) {
        var first = RecordPosition.of(record);
        if (progress.isAnew(first)) {
          revoked(List.of(first.partition()));
        }
      }
      previous = record;
    }
  }

  private void confirm() {
    var deadline = now() + MAX_COMMIT_WAIT_MILLIS;
    commits.asked(now());
    transport.confirm();
    collect();
    while (fatal == null
        && !progress.isSeekDue()
        && progress.sent() > 0
        && now() < deadline
        && transport.await(Duration.ofMillis(deadline - now()))) {
      collect();
    }
    commits.answered(progress.sent() == 0, now());
  }

  /** Takes note of all that has become known since the last call. */
  private void collect() {
    // Each by itself: what is taken behind one that ends the task can still be committed.
    transport.poll().forEach(outcome -> failing(() -> settlement.note(outcome, now())));
    deadLetters.settle(progress::taken);
  }

  private void send(List<Batch.Item> items) {
    if (!items.isEmpty()) {
      var bytes = transport.send(new Batch(items));
      commits.sent(items.size(), bytes, now());
      monitor.accepted(items, bytes);
    }
  }

  /** Sends a message that was refused once more, alone. */
  private void tryAgain() {
    if (flow.beginsTrial(now())) {
      blame
          .beginTrial()
          .ifPresent(
              item -> {
                if (blame.doubtsConnection()) {
                  transport.renew();
                }
                progress.resend(item.position());
                send(List.of(item));
                transport.confirm();
              });
    }
  }

  private void failing(Runnable work) {
    try {
      work.run();
    } catch (ConnectException e) {
      fail(e);
    } catch (RuntimeException | Error e) {
      // From preCommit, Connect would log it and go on without what it has interrupted.
      fail(new ConnectException(e));
    }
  }

  private void fail(@Nullable ConnectException why) {
    if (fatal == null && why != null) {
      fatal = why;
      monitor.statistics().failed(why);
    }
  }

  private void throwFatal() {
    if (fatal != null) {
      throw fatal;
    }
  }

  private long now() {
    return millis.getAsLong();
  }
}
