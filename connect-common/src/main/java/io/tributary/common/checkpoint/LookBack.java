// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far back a feed is read again, and so what its checkpoint must remember.
 *
 * @param overlap how far each poll reaches back behind the newest event, at least zero
 * @param horizon how far a sweep reaches back behind the present, at least zero; zero means that
 *     nothing is swept
 */
public record LookBack(Duration overlap, Duration horizon) {
  public LookBack {
    if (overlap.isNegative() || horizon.isNegative()) {
      throw new IllegalArgumentException("negative: " + overlap + ", " + horizon);
    }
  }

  /** A feed that is polled and never swept. */
  public static LookBack over(Duration overlap) {
    return new LookBack(overlap, Duration.ZERO);
  }

  /** Whether the feed is swept. */
  public boolean sweeps() {
    return !horizon.isZero();
  }

  /** Returns the same with an overlap that is longer by the given time. */
  public LookBack longerBy(Duration more) {
    return new LookBack(overlap.plus(more), horizon);
  }

  /** Returns the second at which the next poll of a feed begins that was read up to this time. */
  public Instant pollsFrom(Instant time) {
    return time.minus(overlap).truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Returns the second from which on events must be remembered. While a feed is far behind the
   * present that is its overlap, so that a backfill carries no deep memory.
   */
  Instant remembersFrom(Instant time, Instant present) {
    var swept = present.minus(horizon).truncatedTo(ChronoUnit.SECONDS);
    var polled = pollsFrom(time);
    return swept.isBefore(polled) ? swept : polled;
  }
}
