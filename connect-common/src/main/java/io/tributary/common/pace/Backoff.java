// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import java.time.Duration;

/**
 * The wait after consecutive failures, which grows as the policy defines. An immutable value that
 * never blocks. Times are milliseconds of any monotonic clock.
 *
 * @param failures the number of failures since the last success, at least 0
 * @param until the end of the current wait, in milliseconds
 */
public record Backoff(RetryPolicy policy, int failures, long until) {

  /** Rejects a negative number of failures. */
  public Backoff {
    if (failures < 0) {
      throw new IllegalArgumentException("failures: " + failures);
    }
  }

  /** Returns the state before the first failure, without a wait. */
  public static Backoff none(RetryPolicy policy) {
    return new Backoff(policy, 0, Long.MIN_VALUE);
  }

  /** Returns the state after another failure, which starts the wait that the policy defines. */
  public Backoff failed(long now) {
    var count = failures == Integer.MAX_VALUE ? failures : failures + 1;
    return new Backoff(policy, count, now + policy.delayAfter(count).toMillis());
  }

  /**
   * Whether the failure of an attempt that began at the given time counts. Attempts in progress at
   * the same time fail together and count as one failure.
   */
  public boolean isAnother(long began) {
    return began >= until;
  }

  /**
   * Returns the state that waits at least as long from now as a server asked for in {@code
   * Retry-After}, up to the limit of the policy.
   */
  public Backoff atLeast(Duration wait, long now) {
    return new Backoff(policy, failures, Math.max(until, now + policy.allowed(wait).toMillis()));
  }

  /**
   * Returns the state after a success: the next failure counts as the first. A wait in progress
   * continues.
   */
  public Backoff succeeded() {
    return new Backoff(policy, 0, until);
  }

  /** Returns the remaining wait, or zero. */
  public Duration remaining(long now) {
    return Duration.ofMillis(until > now ? until - now : 0);
  }
}
