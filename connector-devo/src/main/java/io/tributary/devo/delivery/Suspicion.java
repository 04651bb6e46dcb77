// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.message.Batch;
import java.util.ArrayList;
import java.util.List;

/** A message or tag that was refused, and what is kept of it. */
final class Suspicion {
  private static final int ALONE = 5;

  private final List<Batch.Item> items = new ArrayList<>();
  private final int needed;
  private int refusals;
  private boolean witnessed;
  private boolean released;

  /** So many refusals are needed, with a witness before the last. */
  Suspicion(int needed) {
    this.needed = needed;
  }

  /** What is kept, and may be changed. */
  List<Batch.Item> items() {
    return items;
  }

  int refusals() {
    return refusals;
  }

  /** Something else was taken. */
  void witnessed() {
    witnessed = true;
  }

  boolean isWitnessed() {
    return witnessed;
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
    return items.isEmpty() && refusals < Blame.REFUSALS && !released;
  }

  /** Something is kept, and nothing else was taken since it was refused. */
  boolean isUnclear() {
    return !items.isEmpty() && !witnessed;
  }

  /** It was refused before, together with others, and something else was taken since. */
  void refusedBefore() {
    refusals++;
    witnessed = true;
  }

  /**
   * It is refused: whether that proves that it is to blame.
   *
   * @param lonely whether there is nothing else to try, and this is no matter of the receiver
   */
  boolean isGuilty(boolean lonely) {
    refusals++;
    var guilty = refusals >= needed && (witnessed || (lonely && refusals >= ALONE));
    witnessed = false;
    return guilty;
  }
}
