// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import java.util.EnumSet;
import java.util.Set;

/**
 * A rare branch of the sink that its simulations must reach: a rule that is never needed is never
 * tested. Most are seen by {@link WatchedTransport}.
 */
public enum SinkMark {
  BURIED_WITH_A_WITNESS,
  BURIED_ALONE,
  BURIED_BY_ENDS,
  TAG_BURIED,
  ACQUITTED,
  ACQUITTED_AFTER_MANY_REFUSALS,
  TRIED_OVER_ANOTHER_CONNECTION,
  TAG_ACQUITTED,
  TRIAL_INTERRUPTED,
  TRIAL_RELEASED,
  REVOKED_DURING_A_TRIAL,
  FIVE_DIFFERENT_REFUSED,
  WITNESS_AFTER_FIVE_DIFFERENT,
  SKIPPED_AS_TAKEN,
  COMPACTED_AWAY,
  LIMIT_SHRUNK,
  LIMIT_GROWN,
  LATE_ANSWER,
  PAUSED_BY_WEIGHT,
  RECEIPT_LATE,
  DEAD_LETTER_REFUSED,
  DEAD_LETTER_REFUSED_AT_ONCE,
  REVOKED_WITH_A_RECEIPT_MISSING,
  COMMITTED_ON_THE_WAY_DOWN,
  FIRST_START_REFUSED,
  CRASHED,
  TIME_JUMPED;

  private static final Set<SinkMark> MISSING = EnumSet.allOf(SinkMark.class);

  /** Notes that it is reached. */
  public void reach() {
    MISSING.remove(this);
  }

  /** Returns the marks that no simulation since the start of the JVM has reached. */
  static Set<SinkMark> missing() {
    return Set.copyOf(MISSING);
  }
}
