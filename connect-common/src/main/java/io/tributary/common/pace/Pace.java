// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import io.tributary.common.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides when the next request may start. It is given the time and never blocks. */
public interface Pace {

  /**
   * What follows a failed request.
   *
   * @param retryIn the wait before the retry, or empty if the task must fail
   * @param patience how much longer such a failure is retried; empty if that is not limited by time
   * @param inARow the number of consecutive failures
   * @param reachedMaxBackoff whether this failure is the first to reach the maximum back-off
   */
  record Verdict(
      Optional<Duration> retryIn,
      Optional<Duration> patience,
      int inARow,
      boolean reachedMaxBackoff) {}

  /** Returns the time until the next request is due. Zero means now. */
  Duration untilDue(Instant now);

  /**
   * Claims one request of the budget for a request that is due. Zero means that it may start.
   * Otherwise nothing was claimed, and the request is due after the returned wait.
   */
  Duration claim(Instant now);

  /** Records that a round begins. The next one is due one interval later. */
  void roundStarted(Instant now);

  /** Records that a page has arrived. If {@code more} is false, the round has ended with it. */
  void pulled(Instant now, boolean more);

  /**
   * Records that a request has failed, and returns whether and when it is retried.
   *
   * @param nanos the time of a monotonic clock, by which the patience is measured
   */
  Verdict failed(Instant now, long nanos, ApiException failure);
}
