// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.vendor.Window;
import java.time.Instant;

/**
 * One pull: what does not change while its window is read.
 *
 * @param id names the pull: epoch milliseconds, later than that of any pull before
 * @param started when it began, by our clock
 * @param startedNanos when it began, by a clock that nobody sets
 * @param nearness how near the present its window ends
 */
record Pull(long id, Instant started, long startedNanos, Window window, Nearness nearness) {

  /** How near the present a window ends. */
  enum Nearness {
    /** Before the present by any clock. */
    PAST,
    /** At the present, if one of the clocks is wrong. */
    PERHAPS_PRESENT,
    /** At the present, by each clock that is believed. */
    PRESENT
  }

  /** Whether the window reaches up to the present. */
  boolean reachesNow() {
    return nearness == Nearness.PRESENT;
  }

  /** Whether the window may reach up to the present, if one of the clocks is wrong. */
  boolean isRecent() {
    return nearness != Nearness.PAST;
  }
}
