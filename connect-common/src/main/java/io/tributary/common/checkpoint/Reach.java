// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import io.tributary.common.event.Event;
import java.time.Duration;
import java.time.Instant;

/**
 * How far a checkpoint may move while a window is read: neither past the window's end nor past the
 * present.
 *
 * @param windowEnd the end of the window, UTC
 * @param earliest the earlier of our clock and the vendor's, UTC
 * @param latest the later of the two, UTC
 */
public record Reach(Instant windowEnd, Instant earliest, Instant latest) {
  /** An event dated further ahead than this is remembered as of this, anew each time it is met. */
  private static final Duration LONGEST_AHEAD = Duration.ofDays(1);

  /** The reach of a window that ends at the present. */
  public static Reach of(Instant present) {
    return new Reach(present, present, present);
  }

  /** The reach of the same window for a feed that has been read up to the given time. */
  Reach from(Instant time) {
    return new Reach(windowEnd, later(earliest, time), later(latest, time));
  }

  /** Whether the event is dated ahead of the present. */
  boolean isAhead(Event event) {
    return event.timeOr(Instant.MIN).isAfter(earliest);
  }

  /**
   * Returns the time to which an event moves the checkpoint. One without a time does not move it.
   */
  Instant timeOf(Event event, Instant current) {
    var bound = windowEnd.isBefore(earliest) ? windowEnd : earliest;
    var time = event.timeOr(current);
    return time.isBefore(bound) ? time : bound;
  }

  /**
   * Returns the second under which an event is remembered. An event without a time is remembered
   * under the end of the window.
   */
  long secondOf(Event event) {
    var furthest = latest.getEpochSecond() + LONGEST_AHEAD.toSeconds();
    return Math.min(event.timeOr(windowEnd).getEpochSecond(), furthest);
  }

  Instant furthest() {
    return latest.plus(LONGEST_AHEAD);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
