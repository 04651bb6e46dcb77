// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import io.tributary.common.error.Recoverability;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the next fetch may start, and the only retry loop there is: a failed fetch is a later turn.
 * Pure: it is told the time, and nothing waits here. A wall clock that is set back cannot lengthen
 * a wait. Not safe for use by several threads.
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

  /** A schedule that starts a round every {@code interval} within the budget. */
  public PollSchedule(Duration interval, RetryPolicy retry, RequestBudget budget) {
    this.interval = interval;
    this.retry = retry;
    this.backoff = Backoff.none(retry);
    this.budget = budget;
  }

  /** How long until the next fetch is due; zero means now. */
  public Duration untilDue(Instant now) {
    if (now.isBefore(waitingSince)) {
      waitingSince = now;
    }
    var left = Duration.between(now, waitingSince.plus(wait));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /**
   * Takes a place in the request budget for a fetch that is due. Zero means it may start; otherwise
   * nothing was taken, and the fetch is due after the returned wait.
   */
  public Duration claim(Instant now) {
    var throttled = budget.reserve();
    delay(now, throttled);
    return throttled;
  }

  /** A round begins; the next one is due one interval later. */
  public void roundStarted(Instant now) {
    roundStart = now;
  }

  /** There is nothing to ask for yet. */
  public void nothingToRead(Instant now) {
    delay(now, interval);
  }

  /** A page has arrived; {@code more} tells that the next fetch need not wait for its turn. */
  public void pulled(Instant now, boolean more) {
    everPulled = true;
    backoff = backoff.succeeded();
    limitedFailures = 0;
    var elapsed = Duration.between(roundStart, now);
    var left = elapsed.isNegative() ? interval : interval.minus(elapsed);
    delay(now, more ? Duration.ZERO : left);
  }

  /**
   * A fetch has failed. Answers with the wait before it is tried again, or with nothing when the
   * task must fail: at once, or the fifth time in a row. What would stop a feed at its start may be
   * a passing fault of the vendor once it has worked, so then it, too, is tried five times.
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
    // A server that asks for no wait at all would be asked again and again.
    var asked = retryAfter.filter(duration -> duration.compareTo(Duration.ZERO) > 0);
    // What ends a task in the end is given time to pass, such as a proxy's maintenance page.
    var backOff = limitedFailures > 1 ? retry.max() : backoff.remaining(now.toEpochMilli());
    delay(now, asked.orElse(backOff));
    return Optional.of(wait);
  }

  /** How many fetches have failed in a row. */
  public int failures() {
    return backoff.failures();
  }

  /** Whether the last failure was the first whose back-off had reached its longest wait. */
  public boolean reachedMaxBackoff() {
    var failures = backoff.failures();
    return retry.atMax(failures) && (failures == 1 || !retry.atMax(failures - 1));
  }

  private void delay(Instant now, Duration duration) {
    waitingSince = now;
    wait = duration.isNegative() ? Duration.ZERO : duration;
  }
}
