// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.delivery.Outcome.Subject;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Sees everything that passes between a task and its transport: notes the marks that it shows, and
 * fails if a message is sent that must not be.
 */
final class WatchedTransport implements DevoTransport {
  private enum State {
    SENT,
    REFUSED,
    LOST,
    ACQUITTED,
    TAKEN
  }

  /** What is known of a message: its state, and what it was refused for. */
  private static final class Known {
    private State state = State.SENT;
    private @Nullable Subject subject;
    private int refusals;
    private int ends;
    private boolean sinceTaken;
    private boolean witnessed;
    private boolean late;
  }

  /** More than a message needs that is refused by a receiver that takes all others. */
  private static final int MANY = 5;

  private final DevoTransport transport;
  private final Map<RecordPosition, Known> messages = new HashMap<>();
  private final Set<Subject> different = new HashSet<>();
  private boolean fiveDifferent;
  private int delays;
  private @Nullable RecordPosition trial;

  WatchedTransport(DevoTransport transport) {
    this.transport = transport;
  }

  @Override
  public long send(Batch batch) {
    require(trial == null, "sent during a trial", batch.items().size());
    for (var item : batch.items()) {
      var known = messages.computeIfAbsent(item.position(), any -> new Known());
      require(known.state != State.TAKEN, "sent although taken", item.position());
      if (known.state == State.REFUSED && batch.items().size() == 1) {
        trial = item.position();
        delays = 0;
      }
      known.state = State.SENT;
    }
    return transport.send(batch);
  }

  @Override
  public List<Outcome> poll() {
    var outcomes = transport.poll();
    outcomes.forEach(this::note);
    return outcomes;
  }

  private void note(Outcome outcome) {
    if (outcome instanceof Outcome.Taken some) {
      some.messages().forEach(this::taken);
      some.tag().map(Subject.Tag::new).ifPresent(this::acquit);
      witness();
    } else if (outcome instanceof Outcome.TakenUpTo some) {
      messages.forEach(
          (at, known) -> {
            var highest = some.offsets().getOrDefault(at.partition(), -1L);
            if (known.state == State.SENT && at.offset() <= highest) {
              taken(at);
            }
          });
      witness();
    } else if (outcome instanceof Outcome.Refused some) {
      some.messages().forEach(item -> refused(item.position(), some.subject()));
      refused(some.subject());
    } else if (outcome instanceof Outcome.Delayed && trial != null && ++delays == 5) {
      SinkMark.TRIAL_RELEASED.reach();
      acquit(messages.get(trial).subject);
      trial = null;
    } else if (outcome instanceof Outcome.Lost lost) {
      lost(lost);
    }
  }

  private void taken(RecordPosition at) {
    var known = messages.get(at);
    if (known != null) {
      known.state = State.TAKEN;
      if (known.late) {
        SinkMark.LATE_ANSWER.reach();
      }
      if (at.equals(trial)) {
        if (known.refusals >= MANY) {
          SinkMark.ACQUITTED_AFTER_MANY_REFUSALS.reach();
        }
        (known.subject instanceof Subject.Tag ? SinkMark.TAG_ACQUITTED : SinkMark.ACQUITTED)
            .reach();
        acquit(known.subject);
      }
    }
  }

  private void acquit(@Nullable Subject subject) {
    messages.values().stream()
        .filter(known -> known.state == State.REFUSED && known.subject.equals(subject))
        .forEach(known -> known.state = State.ACQUITTED);
  }

  private void witness() {
    trial = null;
    different.clear();
    if (fiveDifferent) {
      SinkMark.WITNESS_AFTER_FIVE_DIFFERENT.reach();
      fiveDifferent = false;
    }
    for (var known : messages.values()) {
      known.sinceTaken = true;
      if (known.state != State.REFUSED) {
        known.ends = 0;
      }
    }
  }

  private void refused(RecordPosition at, Subject subject) {
    var known = messages.get(at);
    if (known != null) {
      known.state = State.REFUSED;
      known.subject = subject;
      known.refusals++;
      known.witnessed = known.sinceTaken;
      known.sinceTaken = false;
    }
    if (at.equals(trial)) {
      trial = null;
    }
  }

  private void refused(Subject subject) {
    different.add(subject);
    if (different.size() >= 5) {
      fiveDifferent = true;
      SinkMark.FIVE_DIFFERENT_REFUSED.reach();
    }
  }

  private void lost(Outcome.Lost lost) {
    messages.values().stream()
        .filter(known -> known.state == State.SENT)
        .forEach(known -> known.state = State.LOST);
    if (trial != null) {
      messages.get(trial).state = State.REFUSED;
      if (lost.suspect().isEmpty()) {
        SinkMark.TRIAL_INTERRUPTED.reach();
      }
      trial = null;
    }
    lost.suspect().ifPresent(this::ended);
  }

  private void ended(RecordPosition at) {
    var known = messages.get(at);
    if (known != null) {
      known.ends++;
      known.subject = new Subject.Message(at);
      known.witnessed = known.sinceTaken;
      known.sinceTaken = false;
      if (known.ends + known.refusals >= 2) {
        // It is not sent with others any more.
        known.state = State.REFUSED;
      }
      refused(known.subject);
    }
  }

  /** Connect puts this record. */
  void put(RecordPosition at) {
    var known = messages.get(at);
    if (known != null && known.state == State.TAKEN) {
      SinkMark.SKIPPED_AS_TAKEN.reach();
    }
    // The consumer reads in order.
    var gone =
        messages.entrySet().stream()
            .filter(one -> one.getValue().state == State.LOST)
            .map(Map.Entry::getKey)
            .filter(other -> other.partition().equals(at.partition()))
            .filter(other -> other.offset() < at.offset())
            .toList();
    if (!gone.isEmpty()) {
      SinkMark.COMPACTED_AWAY.reach();
      messages.keySet().removeAll(gone);
    }
  }

  /** Connect has got its answer to preCommit. */
  void committed() {
    messages.values().forEach(known -> known.late = known.state == State.SENT);
  }

  /** The record of this message was reported, because the receiver refuses it. */
  void buried(RecordPosition at) {
    var known = messages.get(at);
    if (known == null || known.subject == null || known.subject instanceof Subject.Tag) {
      SinkMark.TAG_BURIED.reach();
    } else if (known.ends >= 3) {
      SinkMark.BURIED_BY_ENDS.reach();
    } else {
      (known.witnessed ? SinkMark.BURIED_WITH_A_WITNESS : SinkMark.BURIED_ALONE).reach();
    }
  }

  /** Whether so many different ones were refused that the receiver is to blame. */
  boolean blamesReceiver() {
    return different.size() >= 5;
  }

  @Override
  public void confirm() {
    transport.confirm();
  }

  @Override
  public boolean await(Duration atMost) {
    return transport.await(atMost);
  }

  @Override
  public long heldBytes() {
    var held = transport.heldBytes();
    if (held > transport.capacity().high()) {
      SinkMark.PAUSED_BY_WEIGHT.reach();
    }
    return held;
  }

  @Override
  public Capacity capacity() {
    return transport.capacity();
  }

  @Override
  public void revoke(Collection<TopicPartition> partitions) {
    if (trial != null && partitions.contains(trial.partition())) {
      SinkMark.REVOKED_DURING_A_TRIAL.reach();
      trial = null;
    }
    messages.keySet().removeIf(at -> partitions.contains(at.partition()));
    transport.revoke(partitions);
  }

  @Override
  public Duration timeUntilPoll() {
    return transport.timeUntilPoll();
  }

  @Override
  public void renew() {
    SinkMark.TRIED_OVER_ANOTHER_CONNECTION.reach();
    transport.renew();
  }

  @Override
  public void close() {
    transport.close();
  }

  private static void require(boolean holds, String otherwise, Object found) {
    if (!holds) {
      throw new AssertionError(otherwise + ": " + found);
    }
  }
}
