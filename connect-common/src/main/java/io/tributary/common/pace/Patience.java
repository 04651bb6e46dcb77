// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import io.tributary.common.error.Recoverability;
import java.time.Duration;
import java.util.Optional;

/**
 * How long trouble may last before it fails a feed (rule R2). A feed that has worked is not stopped
 * by any answer or number of answers, only by trouble that lasts as long as the limit. A feed that
 * has never worked is stopped at once, or the fifth time in a row if the error may pass. What
 * passes by itself stops neither, and its time does not count. Immutable, and given the time.
 *
 * @param limit the longest trouble that a feed that has worked survives
 * @param worked whether the feed has ever worked
 * @param lasted how long the trouble has lasted since the last success
 * @param inARow consecutive errors that do not pass by themselves
 * @param last the monotonic time of the last failure, in nanoseconds
 */
public record Patience(Duration limit, boolean worked, Duration lasted, int inARow, long last) {
  private static final int TRIES = 5;

  /**
   * The most that counts between two failures, so that two answers around a pause of the connector
   * do not count as trouble that lasted.
   */
  static final Duration LONGEST_COUNTED = Duration.ofHours(2);

  /** Rejects a negative time. */
  public Patience {
    if (lasted.isNegative()) {
      throw new IllegalArgumentException("lasted: " + lasted);
    }
  }

  /** The patience with a feed that has worked before, as a stored offset proves, or has not. */
  public static Patience of(Duration limit, boolean worked) {
    return new Patience(limit, worked, Duration.ZERO, 0, 0);
  }

  /** Something has worked. */
  public Patience succeeded() {
    return of(limit, true);
  }

  /**
   * Something has failed.
   *
   * @param nanos the time of a monotonic clock, in nanoseconds
   */
  public Patience failed(Recoverability recoverability, long nanos) {
    var since = inARow == 0 ? Duration.ZERO : Duration.ofNanos(nanos - last);
    var counted = since.compareTo(LONGEST_COUNTED) < 0 ? since : LONGEST_COUNTED;
    var next = recoverability == Recoverability.RETRY ? 0 : inARow + 1;
    return new Patience(limit, worked, lasted.plus(counted), next, nanos);
  }

  /** Whether an error of this kind, which was the last failure, ends the task. */
  public boolean isExhaustedBy(Recoverability recoverability) {
    return switch (recoverability) {
      case RETRY -> false;
      case UNCLEAR -> worked ? isOver() : inARow >= TRIES;
      case STOP -> !worked || isOver();
    };
  }

  /** Whether a feed that has never worked has few tries left. */
  boolean spendsTries() {
    return !worked && inARow > 1;
  }

  /** How much longer an error of this kind may last; empty if its time is not limited. */
  public Optional<Duration> left(Recoverability recoverability) {
    return recoverability == Recoverability.RETRY || !worked
        ? Optional.empty()
        : Optional.of(isOver() ? Duration.ZERO : limit.minus(lasted));
  }

  private boolean isOver() {
    return lasted.compareTo(limit) >= 0;
  }
}
