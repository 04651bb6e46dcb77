// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.message.Batch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A message or tag that was refused, and what is kept of it. It is tried several times in immediate
 * succession, because a balancer may give every second request to the same node.
 */
final class Suspicion {
  /** With a witness, these are enough for any verdict. */
  private static final int TRIALS = 40;

  private static final int TRIALS_ALONE = 4;

  /** The more witnesses there are, the fewer trials are needed, so those to come are awaited. */
  private static final int WITNESSES = 20;

  private static final int ENDS = 5;
  private static final int MOST_CONNECTIONS = 64;

  private final List<Batch.Item> items = new ArrayList<>();
  private final Set<Integer> refusedAt = new HashSet<>();
  private final Optional<String> tag;
  private int refusals;
  private int unwitnessed;
  private int ends;
  private int controls;
  private int witnesses;
  private int trials;
  private boolean onTrial;
  private boolean witnessed;
  private boolean vouched;
  private boolean released;

  /** What has this tag, or anything if there is none, is like it. */
  Suspicion(Optional<String> tag) {
    this.tag = tag;
  }

  /** What is kept, and may be changed. */
  List<Batch.Item> items() {
    return items;
  }

  /** How often it was refused, or a session ended at it. */
  int refusals() {
    return refusals + unwitnessed + ends;
  }

  /** It was refused in so many words. */
  boolean wasRefused() {
    return refusals + unwitnessed > 0;
  }

  /** Something else was taken. */
  void witnessed(Outcome.Taken taken) {
    witnesses += taken.answers();
    vouched |= refusedAt.contains(taken.connection());
    if (tag.isEmpty() || taken.tag().isEmpty() || taken.tag().equals(tag)) {
      controls += taken.answers();
    }
    witnessed();
  }

  private void witnessed() {
    // All but the first may have been the fault of a receiver that refused everything.
    refusals = Math.max(refusals, Math.min(1, unwitnessed));
    unwitnessed = 0;
    witnessed = true;
    trials = TRIALS;
  }

  /** Something else was taken, and not all trials that this allows have been made since. */
  boolean isWitnessed() {
    return witnessed;
  }

  /** Whether a connection that has refused it has taken something else after that. */
  boolean isVouched() {
    return vouched;
  }

  /** A trial begins, if need be without a witness. */
  void beginTrial() {
    trials = trials == 0 ? TRIALS_ALONE : trials;
    onTrial = true;
  }

  /**
   * Whether there was a witness, or a trial was not enough.
   *
   * @param idle whether there can be no further witness soon
   */
  boolean isTrialDue(boolean idle) {
    return trials > 0 && (idle || witnesses >= WITNESSES);
  }

  /** The lowest is tried first. */
  int turn() {
    return onTrial ? 0 : witnessed ? 1 : 2;
  }

  /**
   * Its first message is not kept any more.
   *
   * @param onItsWay whether that is with the transport, although it was refused
   */
  void released(boolean onItsWay) {
    released = onItsWay;
  }

  /** Nothing of it is kept, and if it was in doubt only once, it was taken by now. */
  boolean isOver() {
    return items.isEmpty() && refusals() < Blame.REFUSALS && !released;
  }

  /** Something is kept, and nothing else was taken since it was refused. */
  boolean isUnclear() {
    return !items.isEmpty() && !witnessed;
  }

  /**
   * It is refused: whether that proves that it is to blame.
   *
   * @param others how many others are kept, which may be refused wrongly
   * @param lonely whether there is nothing else to try, and this is no matter of the receiver
   */
  boolean isGuilty(Outcome.Refused refused, Credibility credibility, long others, boolean lonely) {
    if (refused.refusals() > 1) {
      witnessed();
    }
    if (refusedAt.size() < MOST_CONNECTIONS) {
      refusedAt.add(refused.connection());
    }
    if (witnessed) {
      refusals += refused.refusals();
    } else {
      unwitnessed++;
    }
    // Where one node refuses everything, a connection to it never takes anything.
    var needed = vouched ? credibility.needed(controls, (int) others) : credibility.most();
    var guilty = (witnessed && refusals >= needed) || (lonely && refusals() >= credibility.most());
    trialEnded(trials - 1);
    return guilty;
  }

  /** The same where the receiver has ended the session at it. */
  boolean isGuiltyOfEnd(boolean lonely) {
    ends++;
    var guilty = ends >= ENDS && (witnessed || lonely);
    trialEnded(0);
    return guilty;
  }

  private void trialEnded(int left) {
    trials = Math.max(0, left);
    witnessed &= trials > 0;
    onTrial &= trials > 0;
  }
}
