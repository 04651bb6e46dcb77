// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import java.time.Duration;

/**
 * The wait after failures in a row: longer after each of them, as the policy says. An immutable
 * value that never waits itself. Times are milliseconds of any clock that does not go back.
 *
 * @param failures failures since the last success
 * @param until when the current wait ends
 */
public record Backoff(RetryPolicy policy, int failures, long until) {

  /** Rejects a negative number of failures. */
  public Backoff {
    if (failures < 0) {
      throw new IllegalArgumentException("failures: " + failures);
    }
  }

  /** The state before the first failure: nothing to wait for. */
  public static Backoff none(RetryPolicy policy) {
    return new Backoff(policy, 0, Long.MIN_VALUE);
  }

  /** Another failure in a row: waits from now on for as long as the policy says. */
  public Backoff failed(long now) {
    var count = failures == Integer.MAX_VALUE ? failures : failures + 1;
    return new Backoff(policy, count, now + policy.delayAfter(count).toMillis());
  }

  /**
   * Whether a failure of an attempt that began at the given time is another one. Attempts that were
   * in progress together fail together and count as one failure.
   */
  public boolean isAnother(long began) {
    return began >= until;
  }

  /** Waits at least this long from now on, such as for a {@code Retry-After}. */
  public Backoff atLeast(Duration wait, long now) {
    return new Backoff(policy, failures, Math.max(until, now + wait.toMillis()));
  }

  /** A success: the next failure is the first again. A wait that has begun goes on. */
  public Backoff succeeded() {
    return new Backoff(policy, 0, until);
  }

  /** How much of the wait is left, or zero. */
  public Duration remaining(long now) {
    return Duration.ofMillis(until > now ? until - now : 0);
  }
}
