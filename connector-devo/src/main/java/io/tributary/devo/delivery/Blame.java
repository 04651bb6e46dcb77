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
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Whose fault a refusal is (rule R3). What was refused is kept until something else, a witness, was
 * taken; then it is tried again, alone. If it is refused once more, it is to blame. If five
 * different ones are refused and nothing is taken, the receiver or the settings are to blame, and
 * all wait. What no witness comes for is to blame with its fifth refusal, if anything else was
 * taken before. Where a receiver just ends the session, the fifth end at the same message counts
 * like the second refusal. Pure.
 */
final class Blame {
  static final int REFUSALS = 2;
  private static final int ENDS = 5;
  private static final int DIFFERENT = 5;
  private static final int DELAYS = 5;

  private final Map<Subject, Suspicion> cases = new LinkedHashMap<>();
  private final List<Batch.Item> acquitted = new ArrayList<>();
  private @Nullable Subject trial;
  private final TakenBefore before = new TakenBefore();
  private int delays;
  private long weight;

  /** The receiver has worked, now or before the start. */
  void receiverWorks() {
    before.note(Optional.empty());
  }

  /**
   * Messages were refused: returns those that are to blame, and keeps the others.
   *
   * @param again whether they were refused before, and there was a witness since
   */
  List<Batch.Item> refused(Subject subject, List<Batch.Item> items, boolean again) {
    if (again) {
      cases.computeIfAbsent(subject, any -> new Suspicion(REFUSALS)).refusedBefore();
    }
    return judged(subject, REFUSALS, items);
  }

  /**
   * The receiver has ended the session at this message, which is lost, unless it was on trial:
   * returns it if it is to blame.
   */
  List<Batch.Item> ended(RecordPosition position) {
    return judged(new Subject.Message(position), ENDS, List.of());
  }

  private List<Batch.Item> judged(Subject subject, int needed, List<Batch.Item> items) {
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
    var judged = Optional.ofNullable(cases.remove(subject)).orElse(new Suspicion(needed));
    items.stream().filter(item -> !item.equals(own)).forEach(item -> add(judged, item));
    trial = ends ? null : trial;
    var guilty = new ArrayList<>(judged.isGuilty(lonely) ? judged.items() : List.of());
    if (own != null && !ends) {
      guilty.remove(own);
    }
    guilty.forEach(item -> remove(judged, item));
    if (guilty.isEmpty() || subject instanceof Subject.Tag) {
      // For the next messages of a guilty tag, one refusal and a witness are enough.
      cases.put(subject, judged);
    }
    return guilty;
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
      add(tag, item);
      return true;
    }
    var single = cases.get(new Subject.Message(item.position()));
    if (single != null && single.refusals() >= REFUSALS) {
      add(single, item);
      return true;
    }
    return false;
  }

  /**
   * Messages were taken: a witness for everything else, and if a trial is on, the end of it.
   *
   * @param messages that were taken, or none if that is everything on its way
   * @param tag of the messages, if they have one in common
   */
  void taken(List<RecordPosition> messages, Optional<String> tag) {
    before.note(tag);
    if (cases.isEmpty()) {
      return;
    }
    onTrial()
        .filter(it -> messages.isEmpty() || messages.contains(it.position()))
        .ifPresent(it -> acquit(Objects.requireNonNull(trial)));
    tag.map(Subject.Tag::new).ifPresent(this::acquit);
    // What ended a session and is not kept was sent again first, so it was taken by now.
    cases.values().removeIf(Suspicion::isOver);
    cases.values().forEach(Suspicion::witnessed);
  }

  private void acquit(Subject subject) {
    var found = cases.remove(subject);
    if (found != null) {
      // On trial was the first of them, which is taken.
      found.items().stream().skip(subject.equals(trial) ? 1 : 0).forEach(acquitted::add);
      clear(found);
    }
    trial = subject.equals(trial) ? null : trial;
  }

  /** Returns what was kept and may be sent like any other message, once. */
  List<Batch.Item> acquitted() {
    acquitted.sort(Comparator.comparing(item -> item.position().offset()));
    var all = List.copyOf(acquitted);
    acquitted.clear();
    return all;
  }

  /** Whether a trial may begin: there was a witness, or none came during the wait. */
  boolean isTrialDue(boolean waited) {
    return trial == null
        && cases.values().stream()
            .anyMatch(one -> !one.items().isEmpty() && (waited || one.isWitnessed()));
  }

  boolean keepsAny() {
    return weight > 0 || !acquitted.isEmpty();
  }

  /** The message on trial: no other may be sent until it ends. */
  Optional<Batch.Item> onTrial() {
    return Optional.ofNullable(trial).map(cases::get).map(one -> one.items().get(0));
  }

  /** Begins the trial of the next message, which must be sent alone, and returns it. */
  Optional<Batch.Item> beginTrial() {
    delays = 0;
    trial =
        cases.entrySet().stream()
            .filter(one -> !one.getValue().items().isEmpty())
            .min(Comparator.comparing(one -> !one.getValue().isWitnessed()))
            .map(Map.Entry::getKey)
            .orElse(null);
    return onTrial();
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
      weight -= found.items().remove(0).weight();
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
    return weight;
  }

  void revoke(Collection<TopicPartition> partitions) {
    acquitted.removeIf(item -> partitions.contains(item.position().partition()));
    for (var one : cases.values()) {
      one.items().removeIf(item -> partitions.contains(item.position().partition()));
    }
    cases
        .entrySet()
        .removeIf(
            one ->
                one.getKey() instanceof Subject.Message message
                    && partitions.contains(message.position().partition()));
    weight =
        cases.values().stream()
            .flatMap(one -> one.items().stream())
            .mapToLong(Batch.Item::weight)
            .sum();
    if (trial != null && (!cases.containsKey(trial) || cases.get(trial).items().isEmpty())) {
      trial = null;
    }
  }

  private void add(Suspicion one, Batch.Item item) {
    one.items().add(item);
    weight += item.weight();
  }

  private void remove(Suspicion one, Batch.Item item) {
    one.items().remove(item);
    weight -= item.weight();
  }

  private void clear(Suspicion one) {
    List.copyOf(one.items()).forEach(item -> remove(one, item));
  }
}
