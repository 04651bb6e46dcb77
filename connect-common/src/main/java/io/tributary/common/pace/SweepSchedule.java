// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import io.tributary.common.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides when a sweep may request a page: at most a fifth of the budget is for sweeps, so that
 * polls find enough left. A sweep that fails is retried for ever and never fails the task, because
 * the same failure of a poll decides that. A wall clock that is set back cannot lengthen a wait.
 * Not thread-safe.
 */
public final class SweepSchedule implements Pace {
  private static final int SHARE = 5;

  private final Duration interval;
  private final RetryPolicy retry;
  private final RequestBudget budget;
  private Instant waitingSince = Instant.EPOCH;
  private Duration wait = Duration.ZERO;
  private Instant roundStart = Instant.MAX;
  private Backoff backoff;

  /** Creates a schedule that starts a sweep every {@code interval}, the first one at once. */
  public SweepSchedule(Duration interval, RetryPolicy retry, RequestBudget budget) {
    this.interval = interval;
    this.retry = retry;
    this.budget = budget;
    this.backoff = Backoff.none(retry);
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
    delay(now, throttled.isZero() ? share() : throttled);
    return throttled;
  }

  @Override
  public void roundStarted(Instant now) {
    roundStart = now;
  }

  @Override
  public void pulled(Instant now, boolean more) {
    backoff = backoff.succeeded();
    if (!more) {
      var elapsed = Duration.between(roundStart, now);
      var left = elapsed.isNegative() ? interval : interval.minus(elapsed);
      delay(now, longer(left, share()));
    }
  }

  @Override
  public Verdict failed(Instant now, long nanos, ApiException failure) {
    backoff = backoff.failed(now.toEpochMilli());
    var asked = failure.retryAfter().map(retry::allowed).orElse(Duration.ZERO);
    delay(now, longer(longer(asked, backoff.remaining(now.toEpochMilli())), share()));
    return new Verdict(Optional.of(wait), Optional.empty(), backoff.failures(), false);
  }

  /** Returns how long after a request of a sweep the next one is due. */
  private Duration share() {
    return budget.spacing().multipliedBy(SHARE);
  }

  private void delay(Instant now, Duration duration) {
    waitingSince = now;
    wait = duration;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
