// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.delivery.Outcome.Subject;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.MessageMapper;
import io.tributary.devo.message.RecordPosition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
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

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration QUEUE_CHECK = Duration.ofMillis(10);

  private final SinkTaskContext context;
  private final LongSupplier millis;
  private final MessageMapper mapper;
  private final DevoTransport transport;
  private final DeliveryMonitor monitor;
  private final DeadLetters deadLetters;
  private final Backpressure backpressure;
  private final CommitSchedule commits;
  private final Progress progress = new Progress();
  private final Blame blame = new Blame();
  private final Trouble trouble;
  private boolean mustSeek;
  private boolean explored;
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
    this.trouble = trouble;
    mapper = new MessageMapper(config, InstantSource.system());
    backpressure = new Backpressure(context);
    commits = new CommitSchedule(config.confirmInterval());
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
    var trouble = new Trouble(config, random);
    var transport = transports.open(config, millis, random);
    try {
      return new Delivery(
          config,
          context,
          millis,
          transport,
          DeliveryMonitor.start(config, settings, context, millis),
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
          if (mayTakeIn()) {
            explored = true;
            take(records);
          } else {
            refuse(records);
          }
          tryAgain();
        });
    seek();
    scheduleNextCall();
    throwFatal();
  }

  /** Returns those of the given offsets below which everything is taken, within a second. */
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    // What is known to be taken is committed on the way down, too.
    failing(fatal == null ? this::confirm : this::collect);
    if (mustSeek) {
      context.timeout(1);
    }
    return progress.committable(offsets);
  }

  /** These partitions were assigned to the task. */
  public void assigned(Collection<TopicPartition> partitions) {
    backpressure.assigned(partitions);
  }

  /** These partitions were revoked: a seek on one of them would fail the task. */
  public void revoked(Collection<TopicPartition> partitions) {
    transport.revoke(partitions);
    progress.revoke(partitions);
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

  private void confirm() {
    var deadline = now() + MAX_COMMIT_WAIT_MILLIS;
    commits.asked(now());
    transport.confirm();
    collect();
    while (fatal == null
        && !mustSeek
        && progress.sent() > 0
        && now() < deadline
        && transport.await(Duration.ofMillis(deadline - now()))) {
      collect();
    }
    commits.answered(progress.sent() == 0, now());
  }

  /** Takes note of all that has become known since the last call. */
  private void collect() {
    for (var outcome : transport.poll()) {
      if (outcome instanceof Outcome.Taken taken) {
        taken(taken.tag(), () -> taken.messages().forEach(progress::taken));
      } else if (outcome instanceof Outcome.TakenUpTo taken) {
        taken(Optional.empty(), () -> progress.takenUpTo(taken.offsets()));
      } else if (outcome instanceof Outcome.Refused refused) {
        refused(refused);
      } else if (outcome instanceof Outcome.Lost lost) {
        lost(lost);
      } else if (outcome instanceof Outcome.Delayed delayed) {
        monitor.delayed(delayed.why());
        fail(trouble.delayed(delayed.why(), now()));
      }
    }
    deadLetters.settle(progress::taken);
  }

  private void taken(Optional<String> tag, Runnable noted) {
    var before = progress.sent();
    noted.run();
    var left = progress.sent();
    trouble.over();
    blame.taken(tag);
    monitor.confirmed(before - left, commits.taken(left == 0, now()), now());
  }

  private void refused(Outcome.Refused refused) {
    refused.messages().forEach(item -> progress.keep(item.position()));
    bury(blame.refused(refused.subject(), refused.messages()), refused.answer());
    if (blame.keepsAny()) {
      var byReceiver = refused.subject() instanceof Subject.Tag || blame.blamesReceiver();
      monitor.doubted(refused.why(), now());
      fail(trouble.refused(refused.why(), byReceiver, now()));
    }
  }

  private void lost(Outcome.Lost lost) {
    blame.onTrial().ifPresent(item -> progress.keep(item.position()));
    progress.lost();
    mustSeek = true;
    lost.suspect().ifPresent(at -> bury(blame.ended(at), String.valueOf(lost.why().getMessage())));
    blame.endTrial();
    if (blame.keepsAny()) {
      trouble.refused(lost.why(), false, now());
    }
    fail(trouble.lost(lost.why(), now()));
    monitor.lost(lost.why(), lost.written(), trouble.untilConnect(now()));
  }

  /** These messages were to blame: hands their records to the dead letter queue. */
  private void bury(List<Batch.Item> guilty, String answer) {
    for (var item : guilty) {
      var reason = SinkError.EVENT_REFUSED.message(item.position(), answer);
      bury(item.record(), item.position(), new DataException(reason));
    }
  }

  private void bury(SinkRecord record, RecordPosition position, DataException reason) {
    progress.keep(position);
    deadLetters.report(record, position, reason);
    monitor.rejected(reason, now());
  }

  private boolean mayTakeIn() {
    return fatal == null
        && !mustSeek
        && trouble.untilConnect(now()).isZero()
        && blame.onTrial().isEmpty()
        && !isTrialDue()
        && (!blame.blamesReceiver() || trouble.untilTrial(now()).isZero())
        && !isFull();
  }

  /** Without a witness, a trial waits until records were taken in, since one may be among them. */
  private boolean isTrialDue() {
    return blame.isTrialDue(explored && trouble.untilTrial(now()).isZero());
  }

  private boolean isFull() {
    return backpressure.isExceededBy(held(), progress.longest());
  }

  private long held() {
    return transport.heldBytes() + blame.weight();
  }

  private void take(Collection<SinkRecord> records) {
    var items = new ArrayList<Batch.Item>(records.size());
    RecordPosition position = null;
    for (var record : records) {
      position = RecordPosition.after(position, record);
      if (trouble.begins(position.offset())) {
        blame.receiverWorks();
      }
      if (progress.offer(position)) {
        var item = item(record, position);
        if (item != null) {
          items.add(item);
        }
      }
    }
    for (var item : blame.acquitted()) {
      progress.resend(item.position());
      items.add(item);
    }
    send(items);
  }

  /** The message to send, or null if there is none, or none to be sent now. */
  private Batch.@Nullable Item item(SinkRecord record, RecordPosition position) {
    try {
      var message = mapper.map(record);
      if (message.isEmpty()) {
        progress.taken(position);
        return null;
      }
      var item = new Batch.Item(record, position, message.get());
      if (blame.keeps(item)) {
        progress.keep(position);
        return null;
      }
      return item;
    } catch (DataException e) {
      bury(record, position, e);
      return null;
    }
  }

  private void send(List<Batch.Item> items) {
    if (!items.isEmpty()) {
      var bytes = transport.send(new Batch(items));
      commits.sent(items.size(), bytes, now());
      monitor.accepted(items.size(), bytes);
    }
  }

  /** Connect has to return these records once more. */
  private void refuse(Collection<SinkRecord> records) {
    for (var record : records) {
      progress.refuse(RecordPosition.of(record));
      mustSeek = true;
    }
  }

  /** Sends a message that was refused once more, alone. */
  private void tryAgain() {
    if (isTrialDue() && progress.sent() == 0 && trouble.untilConnect(now()).isZero()) {
      blame
          .beginTrial()
          .ifPresent(
              item -> {
                explored = false;
                progress.resend(item.position());
                send(List.of(item));
                transport.confirm();
              });
    }
  }

  /** Asks Connect to seek back to all that is lost, which it does before its next put. */
  private void seek() {
    var offsets = mustSeek ? progress.lowestLost() : Map.<TopicPartition, Long>of();
    if (!offsets.isEmpty()) {
      context.offset(offsets);
    }
    mustSeek = false;
  }

  /** Pauses or resumes the partitions, and asks Connect for the next put and for commits. */
  private void scheduleNextCall() {
    backpressure.setPaused(!mayTakeIn());
    var busy = progress.sent() > 0 || !deadLetters.isEmpty() || blame.keepsAny();
    if (busy || backpressure.isPaused()) {
      context.timeout(Math.max(1, untilNextCall().toMillis()));
    }
    if (commits.isDue(now())) {
      context.requestCommit();
    }
    monitor.report(now(), progress.sent(), held(), backpressure.isPaused(), mapper.skipped());
  }

  private Duration untilNextCall() {
    var next = isFull() || !deadLetters.isEmpty() ? QUEUE_CHECK : LONGEST_PAUSE;
    next = progress.sent() > 0 ? earlier(next, transport.timeUntilPoll()) : next;
    next = earlier(next, trouble.untilConnect(now()));
    next = earlier(next, trouble.untilTrial(now()));
    return earlier(next, commits.untilDue(now()));
  }

  /** The earlier of the two, where a wait of zero is none. */
  private static Duration earlier(Duration next, Duration wait) {
    return wait.isZero() || wait.compareTo(next) > 0 ? next : wait;
  }

  private void failing(Runnable work) {
    try {
      work.run();
    } catch (ConnectException e) {
      fail(e);
    }
  }

  private void fail(@Nullable ConnectException why) {
    fatal = fatal == null ? why : fatal;
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
