// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import java.time.Duration;
import java.time.Instant;

/**
 * The wait before the next request, and the rounds that begin an interval apart. A wall clock that
 * is set back cannot lengthen a wait. Not thread-safe.
 */
final class Rounds {
  private final Duration interval;
  private Instant waitingSince = Instant.EPOCH;
  private Duration wait = Duration.ZERO;
  private Instant started = Instant.EPOCH;

  Rounds(Duration interval) {
    this.interval = interval;
  }

  void started(Instant now) {
    started = now;
  }

  /** Returns the time until the next round begins, or zero if that is overdue. */
  Duration untilNext(Instant now) {
    var elapsed = Duration.between(started, now);
    return atLeastZero(elapsed.isNegative() ? interval : interval.minus(elapsed));
  }

  /** Lets the next request wait for the given time. */
  void delay(Instant now, Duration duration) {
    waitingSince = now;
    wait = atLeastZero(duration);
  }

  /** Returns the wait as it was when it began. */
  Duration delay() {
    return wait;
  }

  /** Returns the time until the next request is due. Zero means now. */
  Duration untilDue(Instant now) {
    if (now.isBefore(waitingSince)) {
      waitingSince = now;
    }
    return atLeastZero(Duration.between(now, waitingSince.plus(wait)));
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
