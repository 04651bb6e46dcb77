// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import io.tributary.common.error.Recoverability;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when the next fetch may start. It is the only retry loop: a failed fetch is scheduled
 * again. It is given the time and never blocks. A wall clock that is set back cannot lengthen a
 * wait. Not thread-safe.
 */
public final class PollSchedule {
  private static final int MOST_IN_A_ROW = 5;

  private final Duration interval;
  private final RetryPolicy retry;
  private final RequestBudget budget;

  private Instant waitingSince = Instant.EPOCH;
  private Duration wait = Duration.ZERO;
  private Instant roundStart = Instant.EPOCH;
  private Backoff backoff;
  private int limitedFailures;
  private boolean everPulled;

  /** Creates a schedule that starts a pull every {@code interval} within the budget. */
  public PollSchedule(Duration interval, RetryPolicy retry, RequestBudget budget) {
    this.interval = interval;
    this.retry = retry;
    this.backoff = Backoff.none(retry);
    this.budget = budget;
  }

  /** Returns the time until the next fetch is due. Zero means now. */
  public Duration untilDue(Instant now) {
    if (now.isBefore(waitingSince)) {
      waitingSince = now;
    }
    var left = Duration.between(now, waitingSince.plus(wait));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Claims one request of the budget for a fetch that is due. Zero means that the fetch may start.
   * Otherwise nothing was claimed, and the fetch is due after the returned wait.
   */
  public Duration claim(Instant now) {
    var throttled = budget.reserve();
    delay(now, throttled);
    return throttled;
  }

  /** Records that a pull begins. The next one is due one interval later. */
  public void roundStarted(Instant now) {
    roundStart = now;
  }

  /** Records that a page has arrived. If {@code more} is true, the next fetch may start at once. */
  public void pulled(Instant now, boolean more) {
    everPulled = true;
    backoff = backoff.succeeded();
    limitedFailures = 0;
    var elapsed = Duration.between(roundStart, now);
    var left = elapsed.isNegative() ? interval : interval.minus(elapsed);
    delay(now, more ? Duration.ZERO : left);
  }

  /**
   * Records that a fetch has failed. Returns the wait before the retry, or empty if the task must
   * fail: at once, or after five consecutive failures. A failure that stops a feed at its start may
   * be temporary once the feed has worked, so it is then retried as well.
   */
  public Optional<Duration> failed(
      Instant now, Recoverability recoverability, Optional<Duration> retryAfter) {
    backoff = backoff.failed(now.toEpochMilli());
    limitedFailures = recoverability == Recoverability.RETRY ? 0 : limitedFailures + 1;
    if (recoverability == Recoverability.STOP_AT_ONCE
        || (recoverability == Recoverability.STOP && !everPulled)
        || (recoverability != Recoverability.RETRY && limitedFailures >= MOST_IN_A_ROW)) {
      return Optional.empty();
    }
    // Ignore a zero wait, which would cause a tight loop of requests.
    var requested =
        retryAfter.filter(asked -> asked.compareTo(Duration.ZERO) > 0).map(retry::allowed);
    // Allow time for a fault that ends the task to pass, such as a proxy's maintenance page.
    var backOff = limitedFailures > 1 ? retry.max() : backoff.remaining(now.toEpochMilli());
    delay(now, requested.orElse(backOff));
    return Optional.of(wait);
  }

  /** Returns the number of consecutive failures. */
  public int failures() {
    return backoff.failures();
  }

  /** Whether the last failure was the first to reach the maximum back-off. */
  public boolean reachedMaxBackoff() {
    var failures = backoff.failures();
    return retry.atMax(failures) && (failures == 1 || !retry.atMax(failures - 1));
  }

  private void delay(Instant now, Duration duration) {
    waitingSince = now;
    wait = duration.isNegative() ? Duration.ZERO : duration;
  }
}
