// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait after the n-th failure in a row: exponential with full jitter, so that clients
 * that failed together do not come back together.
 *
 * @param initial upper bound of the first wait, above zero
 * @param max upper bound of every wait, at least {@code initial}
 * @param random numbers in [0, 1)
 */
public record RetryPolicy(Duration initial, Duration max, DoubleSupplier random) {

  /** Requires 0 &lt; initial &le; max. */
  public RetryPolicy {
    if (initial.isZero() || initial.isNegative() || initial.compareTo(max) > 0) {
      throw new IllegalArgumentException("not 0 < " + initial + " <= " + max);
    }
  }

  /** The wait after failure {@code attempt}, counted from 1: anything from zero to its bound. */
  public Duration delayAfter(int attempt) {
    return Duration.ofMillis(Math.round(bound(attempt).toMillis() * random.getAsDouble()));
  }

  /** Whether the bound of the wait after failure {@code attempt} has reached its maximum. */
  boolean atMax(int attempt) {
    return bound(attempt).equals(max);
  }

  private Duration bound(int attempt) {
    var doublings = Math.min(attempt - 1, 30);
    var grown = initial.multipliedBy(1L << doublings);
    return grown.compareTo(max) < 0 ? grown : max;
  }
}
