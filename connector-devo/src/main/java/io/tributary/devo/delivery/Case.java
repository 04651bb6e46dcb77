// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.message.Batch;
import java.util.ArrayList;
import java.util.List;

/** A subject that was refused, and what is kept of it, for {@link Blame}. */
final class Case {
  private static final int ALONE = 5;

  final List<Batch.Item> items = new ArrayList<>();
  private final int needed;
  int refusals;
  boolean witnessed;

  /** It is on its way although it was refused. */
  boolean released;

  Case(int needed) {
    this.needed = needed;
  }

  /**
   * Whether this refusal proves that the subject is to blame.
   *
   * @param lonely whether there is nothing else to try, and this is no matter of the receiver
   */
  boolean isGuilty(boolean lonely) {
    refusals++;
    var guilty = refusals >= needed && (witnessed || (lonely && refusals >= ALONE));
    witnessed = false;
    return guilty;
  }

  boolean isOver() {
    return items.isEmpty() && refusals < Blame.REFUSALS && !released;
  }

  boolean isUnclear() {
    return !items.isEmpty() && !witnessed;
  }
}
