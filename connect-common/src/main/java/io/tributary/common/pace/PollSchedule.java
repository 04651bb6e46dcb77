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
  private final Rounds rounds;
  private final RetryPolicy retry;
  private final RequestBudget budget;

  private Backoff backoff;
  private Patience patience;
  private int refusedLogins;

  /** Creates a schedule that starts a pull every {@code interval} within the budget. */
  public PollSchedule(
      Duration interval, RetryPolicy retry, Patience patience, RequestBudget budget) {
    this.rounds = new Rounds(interval);
    this.retry = retry;
    this.backoff = Backoff.none(retry);
    this.patience = patience;
    this.budget = budget;
  }

  @Override
  public Duration untilDue(Instant now) {
    return rounds.untilDue(now);
  }

  @Override
  public Duration claim(Instant now) {
    var throttled = budget.reserve();
    rounds.delay(now, throttled);
    return throttled;
  }

  @Override
  public void roundStarted(Instant now) {
    rounds.started(now);
  }

  @Override
  public void pulled(Instant now, boolean more) {
    backoff = backoff.succeeded();
    patience = patience.succeeded();
    refusedLogins = 0;
    rounds.delay(now, more ? Duration.ZERO : rounds.untilNext(now));
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
    rounds.delay(now, waitAfter(failure, now));
    return new Verdict(Optional.of(rounds.delay()), left, backoff.failures(), reachedMaxBackoff());
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
}
