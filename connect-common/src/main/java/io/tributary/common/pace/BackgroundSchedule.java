// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import io.tributary.common.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when what waits for the polls may request a page. At most a fifth of the budget is for
 * sweeps, so that polls find enough left. A failure is retried for ever and never fails the task,
 * because the same failure of a poll decides that. Not thread-safe.
 */
public final class BackgroundSchedule implements Pace {
  private static final int SWEEPS = 5;

  private final Rounds rounds;
  private final RetryPolicy retry;
  private final RequestBudget budget;
  private final int share;
  private Backoff backoff;

  /** Returns a schedule that starts a sweep every {@code interval}, the first one at once. */
  public static BackgroundSchedule ofSweeps(
      Duration interval, RetryPolicy retry, RequestBudget budget) {
    return new BackgroundSchedule(interval, retry, budget, SWEEPS);
  }

  /** Returns a schedule of a lane that ends, which takes what polls and sweeps leave. */
  public static BackgroundSchedule ofPast(RetryPolicy retry, RequestBudget budget) {
    return new BackgroundSchedule(Duration.ZERO, retry, budget, 0);
  }

  private BackgroundSchedule(
      Duration interval, RetryPolicy retry, RequestBudget budget, int share) {
    this.share = share;
    this.rounds = new Rounds(interval);
    this.retry = retry;
    this.budget = budget;
    this.backoff = Backoff.none(retry);
  }

  @Override
  public Duration untilDue(Instant now) {
    return rounds.untilDue(now);
  }

  /** Leaves out the first round: the next one is due an interval from now. */
  public void skipFirst(Instant now) {
    rounds.started(now);
    rounds.delay(now, rounds.untilNext(now));
  }

  @Override
  public Duration claim(Instant now) {
    var throttled = budget.reserve();
    rounds.delay(now, throttled.isZero() ? share() : throttled);
    return throttled;
  }

  @Override
  public void roundStarted(Instant now) {
    rounds.started(now);
  }

  @Override
  public void pulled(Instant now, boolean more) {
    backoff = backoff.succeeded();
    if (!more) {
      rounds.delay(now, longer(rounds.untilNext(now), share()));
    }
  }

  @Override
  public Verdict failed(Instant now, long nanos, ApiException failure) {
    backoff = backoff.failed(now.toEpochMilli());
    var asked = failure.retryAfter().map(retry::allowed).orElse(Duration.ZERO);
    rounds.delay(now, longer(longer(asked, backoff.remaining(now.toEpochMilli())), share()));
    return new Verdict(Optional.of(rounds.delay()), Optional.empty(), backoff.failures(), false);
  }

  /** Returns how long after a request the next one is due. */
  private Duration share() {
    return budget.spacing().multipliedBy(share);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
