// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import io.tributary.common.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when the next fetch may start. It is the only retry loop: a failed fetch is scheduled
 * again. It is given the time and never blocks. A wall clock that is set back cannot lengthen a
 * wait. Not thread-safe.
 */
public final class PollSchedule implements Pace {
  private final Duration interval;
  private final RetryPolicy retry;
  private final RequestBudget budget;

  private Instant waitingSince = Instant.EPOCH;
  private Duration wait = Duration.ZERO;
  private Instant roundStart = Instant.EPOCH;
  private Backoff backoff;
  private Patience patience;
  private int refusedLogins;

  /** Creates a schedule that starts a pull every {@code interval} within the budget. */
  public PollSchedule(
      Duration interval, RetryPolicy retry, Patience patience, RequestBudget budget) {
    this.interval = interval;
    this.retry = retry;
    this.backoff = Backoff.none(retry);
    this.patience = patience;
    this.budget = budget;
  }

  @Override
  public Duration untilDue(Instant now) {
    if (now.isBefore(waitingSince)) {
      waitingSince = now;
    }
    var left = Duration.between(now, waitingSince.plus(wait));
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public Duration claim(Instant now) {
    var throttled = budget.reserve();
    delay(now, throttled);
    return throttled;
  }

  @Override
  public void roundStarted(Instant now) {
    roundStart = now;
  }

  @Override
  public void pulled(Instant now, boolean more) {
    backoff = backoff.succeeded();
    patience = patience.succeeded();
    refusedLogins = 0;
    var elapsed = Duration.between(roundStart, now);
    var left = elapsed.isNegative() ? interval : interval.minus(elapsed);
    delay(now, more ? Duration.ZERO : left);
  }

  @Override
  public Verdict failed(Instant now, long nanos, ApiException failure) {
    var recoverability = failure.recoverability();
    backoff = backoff.failed(now.toEpochMilli());
    patience = patience.failed(recoverability, nanos);
    refusedLogins += failure.refusesLogin() ? 1 : 0;
    var left = patience.left(recoverability);
    if (patience.isExhaustedBy(recoverability)) {
      return new Verdict(Optional.empty(), left, backoff.failures(), false);
    }
    delay(now, waitAfter(failure, now));
    return new Verdict(Optional.of(wait), left, backoff.failures(), reachedMaxBackoff());
  }

  private Duration waitAfter(ApiException failure, Instant now) {
    // Ignore a zero wait, which would cause a tight loop of requests.
    var requested =
        failure
            .retryAfter()
            .filter(asked -> asked.compareTo(Duration.ZERO) > 0)
            .map(retry::allowed);
    if (failure.refusesLogin()) {
      var rarely = retry.delayAfterRefusal(refusedLogins);
      return requested.filter(asked -> asked.compareTo(rarely) > 0).orElse(rarely);
    }
    // Use the few tries of a first start sparingly, so that a maintenance page has time to pass.
    var backOff = patience.spendsTries() ? retry.max() : backoff.remaining(now.toEpochMilli());
    return requested.orElse(backOff);
  }

  private boolean reachedMaxBackoff() {
    var failures = backoff.failures();
    return retry.atMax(failures) && (failures == 1 || !retry.atMax(failures - 1));
  }

  private void delay(Instant now, Duration duration) {
    waitingSince = now;
    wait = duration.isNegative() ? Duration.ZERO : duration;
  }
}
