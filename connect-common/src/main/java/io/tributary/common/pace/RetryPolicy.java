// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Computes the wait after the n-th consecutive failure: exponential with full jitter, so that
 * clients that failed together do not retry together.
 *
 * @param initial the upper bound of the first wait, above zero
 * @param max the upper bound of every wait, at least {@code initial}
 * @param retryAfterMax the longest wait that a server may ask for; a longer one is cut to it
 * @param random a source of numbers in [0, 1)
 */
public record RetryPolicy(
    Duration initial, Duration max, Duration retryAfterMax, DoubleSupplier random) {
  /** The default of {@code retryAfterMax}. */
  public static final Duration RETRY_AFTER_MAX = Duration.ofHours(1);

  /** The longest wait before a refused login is tried again, unless other waits are longer. */
  public static final Duration RAREST_LOGIN = Duration.ofHours(1);

  /** Requires 0 &lt; initial &le; max. */
  public RetryPolicy {
    if (initial.isZero() || initial.isNegative() || initial.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "waits must satisfy 0 < initial <= max, got: " + initial + ", " + max);
    }
  }

  /** A policy that lets a server ask for a wait of up to an hour. */
  public RetryPolicy(Duration initial, Duration max, DoubleSupplier random) {
    this(initial, max, RETRY_AFTER_MAX, random);
  }

  /** Returns the wait that a server asked for, cut to the longest one allowed (rule R6). */
  Duration allowed(Duration requested) {
    return requested.compareTo(retryAfterMax) < 0 ? requested : retryAfterMax;
  }

  /**
   * Returns a random wait, from zero to the bound, after failure {@code attempt}, counted from 1.
   */
  public Duration delayAfter(int attempt) {
    return Duration.ofMillis(Math.round(bound(attempt).toMillis() * random.getAsDouble()));
  }

  /**
   * Returns the wait after the {@code attempt}-th refused login, counted from 1. The first is tried
   * again like any failure. After that the wait doubles, from the longest one of other failures to
   * an hour, because a login that is refused often may lock the account.
   */
  Duration delayAfterRefusal(int attempt) {
    if (attempt == 1) {
      return delayAfter(1);
    }
    var grown = max.multipliedBy(1L << Math.min(attempt - 2, 20));
    var longest = max.compareTo(RAREST_LOGIN) > 0 ? max : RAREST_LOGIN;
    return grown.compareTo(longest) < 0 ? grown : longest;
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
