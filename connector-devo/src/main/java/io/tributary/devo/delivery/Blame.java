// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.delivery.Outcome.Subject;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Whose fault a refusal is (rule R3). What was refused is kept until something else, a witness, was
 * taken; then it is tried again, alone. It is to blame once it was refused so often that {@link
 * Credibility} rules out chance. If five different ones are refused and nothing is taken, the
 * receiver or the settings are to blame, and all wait. What no witness comes for is to blame only
 * if anything else was taken before. Where a receiver just ends the session, five ends at the same
 * message are enough. Pure.
 */
final class Blame {
  static final int REFUSALS = 2;
  private static final int DIFFERENT = 5;
  private static final int DELAYS = 5;

  private final Map<Subject, Suspicion> cases = new LinkedHashMap<>();
  private final KeptMessages kept = new KeptMessages();
  private final Credibility credibility = new Credibility();
  private @Nullable Subject trial;
  private final TakenBefore before = new TakenBefore();
  private int delays;

  /** The receiver has worked, now or before the start. */
  void receiverWorks() {
    before.note(Optional.empty());
  }

  /** These of the messages were refused: returns those that are to blame, and keeps the others. */
  List<Batch.Item> refused(Outcome.Refused refused, List<Batch.Item> items) {
    return judged(
        refused.subject(),
        items,
        (one, lonely) -> {
          var others = cases.values().stream().filter(other -> !other.items().isEmpty()).count();
          return one.isGuilty(refused, credibility, others, lonely);
        });
  }

  /**
   * The receiver has ended the session at this message, which is lost, unless it was on trial:
   * returns it if it is to blame.
   */
  List<Batch.Item> ended(RecordPosition position) {
    return judged(new Subject.Message(position), List.of(), Suspicion::isGuiltyOfEnd);
  }

  private List<Batch.Item> judged(
      Subject subject, List<Batch.Item> items, BiPredicate<Suspicion, Boolean> guilt) {
    var lonely = !blamesReceiver() && before.isOtherThan(subject, cases.keySet());
    var tried = onTrial().orElse(null);
    var ends = tried != null && (items.isEmpty() ? subject.equals(trial) : items.contains(tried));
    if (ends && !subject.equals(trial)) {
      // It is refused for another reason now.
      release(false);
    }
    // What is on trial has never left its case, and stays there until its own answer comes.
    var own = subject.equals(trial) ? tried : null;
    // Put behind the others, so that each has its turn.
    var judged =
        Optional.ofNullable(cases.remove(subject)).orElseGet(() -> suspicion(subject, items));
    items.stream().filter(item -> !item.equals(own)).forEach(item -> kept.add(judged, item));
    trial = ends ? null : trial;
    var guilty = new ArrayList<>(guilt.test(judged, lonely) ? judged.items() : List.of());
    if (own != null && !ends) {
      guilty.remove(own);
    }
    guilty.forEach(item -> kept.remove(judged, item));
    if (guilty.isEmpty() || subject instanceof Subject.Tag) {
      // For the next messages of a guilty tag, one refusal and a witness are enough.
      cases.put(subject, judged);
    }
    return guilty;
  }

  private static Suspicion suspicion(Subject subject, List<Batch.Item> items) {
    var isMessage = subject instanceof Subject.Message;
    return new Suspicion(
        items.stream().filter(item -> isMessage).map(item -> item.message().tag()).findFirst());
  }

  /**
   * Whether the task keeps this message, which the consumer has returned, instead of sending it.
   */
  boolean keeps(Batch.Item item) {
    if (cases.isEmpty()) {
      return false;
    }
    var tag = cases.get(new Subject.Tag(item.message().tag()));
    if (tag != null && !tag.items().isEmpty()) {
      kept.add(tag, item);
      return true;
    }
    var single = cases.get(new Subject.Message(item.position()));
    if (single != null && single.refusals() >= REFUSALS) {
      kept.add(single, item);
      return true;
    }
    return false;
  }

  /**
   * Messages were taken: a witness for everything else, and if a trial is on, the end of it. Where
   * none are named, that is everything on its way.
   */
  void taken(Outcome.Taken taken) {
    before.note(taken.tag());
    credibility.taken();
    if (cases.isEmpty()) {
      return;
    }
    var messages = taken.messages();
    onTrial()
        .filter(it -> messages.isEmpty() || messages.contains(it.position()))
        .ifPresent(it -> wasWrong(Objects.requireNonNull(trial)));
    taken.tag().map(Subject.Tag::new).ifPresent(this::wasWrong);
    // What ended a session and is not kept was sent again first, so it was taken by now.
    cases.values().removeIf(Suspicion::isOver);
    cases.values().forEach(one -> one.witnessed(taken));
  }

  private void wasWrong(Subject subject) {
    if (cases.containsKey(subject) && cases.get(subject).wasRefused()) {
      credibility.wasWrong();
    }
    acquit(subject);
  }

  private void acquit(Subject subject) {
    var found = cases.remove(subject);
    if (found != null) {
      // On trial was the first of them, which is taken.
      kept.acquit(found, subject.equals(trial) ? 1 : 0);
    }
    trial = subject.equals(trial) ? null : trial;
  }

  /** Returns what was kept and may be sent like any other message, once. */
  List<Batch.Item> acquitted() {
    return kept.acquitted();
  }

  /**
   * Whether a trial may begin.
   *
   * @param idle whether nothing is on its way that may be another witness
   * @param waited whether no witness came during the wait
   */
  boolean isTrialDue(boolean idle, boolean waited) {
    return trial == null
        && cases.values().stream()
            .anyMatch(one -> !one.items().isEmpty() && (waited || one.isTrialDue(idle)));
  }

  boolean keepsAny() {
    return !kept.isEmpty();
  }

  /** The message on trial: no other may be sent until it ends. */
  Optional<Batch.Item> onTrial() {
    return Optional.ofNullable(trial).map(cases::get).map(one -> one.items().get(0));
  }

  /** Begins the trial of the next message, which must be sent alone, and returns it. */
  Optional<Batch.Item> beginTrial() {
    delays = 0;
    var next =
        cases.entrySet().stream()
            .filter(one -> !one.getValue().items().isEmpty())
            .min(Comparator.comparing(one -> one.getValue().turn()));
    trial = next.map(Map.Entry::getKey).orElse(null);
    next.ifPresent(one -> one.getValue().beginTrial());
    return onTrial();
  }

  /**
   * Whether the trial needs another connection: the last one may lead to a node that takes none.
   */
  boolean doubtsConnection() {
    return Optional.ofNullable(trial).map(cases::get).filter(one -> !one.isVouched()).isPresent();
  }

  /** The connection was lost for another reason: the trial begins again some time. */
  void endTrial() {
    trial = null;
  }

  /**
   * A request has failed, and the transport sends it again by itself. If that happens too often to
   * what is on trial, it goes its way like any other message, and its tag is free: the receiver may
   * just be away, and if not, only others can show it.
   */
  void delayed() {
    if (trial != null && ++delays >= DELAYS) {
      if (trial instanceof Subject.Tag) {
        acquit(trial);
      } else {
        release(true);
      }
    }
  }

  /** What is on trial is not kept any more, and the trial ends. */
  private void release(boolean onItsWay) {
    var found = trial == null ? null : cases.get(trial);
    if (found != null) {
      kept.remove(found, found.items().get(0));
      found.released(onItsWay);
    }
    trial = null;
  }

  /** Whether so many different ones were refused that none of them is to blame. */
  boolean blamesReceiver() {
    return cases.values().stream().filter(Suspicion::isUnclear).limit(DIFFERENT).count()
        >= DIFFERENT;
  }

  /** The heap that what is kept uses, in bytes. */
  long weight() {
    return kept.weight();
  }

  void revoke(Collection<TopicPartition> partitions) {
    kept.revoke(cases.values(), partitions);
    cases
        .entrySet()
        .removeIf(
            one ->
                one.getKey() instanceof Subject.Message message
                    && partitions.contains(message.position().partition()));
    if (trial != null && (!cases.containsKey(trial) || cases.get(trial).items().isEmpty())) {
      trial = null;
    }
  }
}
