// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.window;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;

/**
 * Chooses the time windows in which a feed is polled.
 *
 * @param settle the minimum age of the end of a window, because younger events may still be missing
 * @param lookBack how far each window reaches back over what was read, and so how late an event may
 *     appear
 * @param windowMax the longest window beyond the last event; zero means no limit
 * @param pageSize the number of rows per request, at least 1
 * @param bufferBytes the most heap in bytes to collect for sorting when rows are unordered, at
 *     least 1
 */
public record WindowPolicy(
    Duration settle, LookBack lookBack, Duration windowMax, int pageSize, long bufferBytes)
    implements ReadPolicy {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  public WindowPolicy {
    if (settle.isNegative() || windowMax.isNegative()) {
      throw new IllegalArgumentException("settle and windowMax must not be negative");
    }
    if (pageSize < 1 || bufferBytes < 1) {
      throw new IllegalArgumentException("pageSize and bufferBytes must be above zero");
    }
  }

  /**
   * Returns the window to read next. It starts at the last event minus the overlap. Only after an
   * empty stretch longer than {@code windowMax} does it start where the last window ended, so a
   * wrong clock may delay events but cannot skip any. A window is never shorter than a second,
   * because only the {@code Date} of an answer, even an empty one, shows that a clock was wrong.
   */
  @Override
  public Window window(
      Checkpoint checkpoint, Instant readFrom, Instant completedUntil, Present present) {
    var end = settled(present);
    if (windowMax.isZero()) {
      return between(checkpoint, readFrom, checkpoint.time(), end);
    }
    var certain = present.certain().minus(settle);
    // A window that ended ahead of the present was read by a wrong clock, and proves nothing.
    var passed = completedUntil.isAfter(present.latest()) ? checkpoint.time() : completedUntil;
    var base = later(checkpoint.time(), earlier(passed, certain.minus(windowMax)));
    // The last window reaches up to the later clock, however far the other one is behind.
    var to = base.plus(windowMax);
    return between(checkpoint, readFrom, base, to.isBefore(certain) ? to : end);
  }

  /** Also at the present, where the next answer may show that a clock is wrong. */
  @Override
  public boolean hasWindow(Checkpoint checkpoint, Instant completedUntil, Present present) {
    return true;
  }

  @Override
  public Nearness nearness(Window window, Present present) {
    if (!window.to().isBefore(settled(present))) {
      return Nearness.PRESENT;
    }
    return window.to().isBefore(present.certain().minus(settle))
        ? Nearness.PAST
        : Nearness.PERHAPS_PRESENT;
  }

  /**
   * Returns up to which time the next window reads the rows of this one again. Behind a window in
   * the past, the next one begins where it ended.
   */
  @Override
  public Instant readAgainUntil(Instant provenUntil, Window window, Nearness nearness) {
    if (nearness != Nearness.PRESENT) {
      return Instant.MIN;
    }
    // What one pass over a moving list skips is left to the sweeps, if they read it more than once.
    var isSwept = window.length().compareTo(lookBack.horizon().dividedBy(2)) < 0;
    return isSwept ? Instant.MAX : provenUntil.plus(lookBack.overlap());
  }

  @Override
  public Reach reach(Checkpoint checkpoint, Window window, Present present) {
    return new Reach(window.to(), present.earliest(), present.latest());
  }

  @Override
  public boolean emits(Event event, Window window) {
    return true;
  }

  @Override
  public boolean readsOneEndOfLists() {
    return lookBack.sweeps();
  }

  private Instant settled(Present present) {
    return present.latest().minus(settle);
  }

  private Window between(Checkpoint checkpoint, Instant readFrom, Instant base, Instant to) {
    // All events since then are remembered, so they can be read again.
    var from =
        base.equals(checkpoint.time())
            ? readFrom
            : later(base.minus(lookBack.overlap()), checkpoint.since());
    return new Window(from, later(to, from.plus(SHORTEST)), pageSize);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
