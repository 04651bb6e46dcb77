// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The requests made with one credential, and the limits of all who use it now: each limit applies
 * to the requests of all, so the tightest counts. A limit that nobody has any more is remembered,
 * so that a task that restarts does not begin anew. Thread-safe.
 */
final class CredentialUsage {
  private final TimeMeter clock;
  private final Map<Duration, Limit> limits = new HashMap<>();
  private int users;
  private long heldUntil;

  /** One request per so long a time, and by how many users it is set. */
  private static final class Limit {
    private final Bucket bucket;
    private int users;

    Limit(Duration spacing, TimeMeter clock) {
      bucket =
          Bucket.builder()
              .addLimit(Bandwidth.builder().capacity(1).refillGreedy(1, spacing).build())
              .withCustomTimePrecision(clock)
              .build();
    }

    long nanosToWait() {
      return users == 0 ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    void spend() {
      if (users == 0) {
        // A limit that does not apply must not run into debt.
        bucket.reset();
      }
      bucket.consumeIgnoringRateLimits(1);
    }
  }

  CredentialUsage(TimeMeter clock) {
    this.clock = clock;
    this.heldUntil = clock.currentTimeNanos();
  }

  synchronized void join(Collection<Duration> spacings) {
    users++;
    spacings.forEach(
        spacing -> limits.computeIfAbsent(spacing, any -> new Limit(any, clock)).users++);
  }

  synchronized void leave(Collection<Duration> spacings) {
    users--;
    spacings.forEach(spacing -> limits.computeIfPresent(spacing, CredentialUsage::withoutOne));
  }

  /** Returns the time until a request may be made, and takes it if that is at most the given. */
  synchronized Duration reserve(Duration longest) {
    var wait = untilFree();
    if (wait.compareTo(longest) <= 0) {
      spend();
    }
    return wait;
  }

  /** Returns the time until a request may be made. */
  synchronized Duration untilFree() {
    var wait = Math.max(0, heldUntil - clock.currentTimeNanos());
    for (var limit : limits.values()) {
      wait = Math.max(wait, limit.nanosToWait());
    }
    return Duration.ofNanos(wait);
  }

  synchronized void spend() {
    limits.values().forEach(Limit::spend);
  }

  synchronized void hold(Duration wait) {
    var until = clock.currentTimeNanos() + wait.toNanos();
    heldUntil = Math.max(heldUntil, until);
  }

  synchronized void releaseIfUnused() {
    if (users == 0) {
      heldUntil = clock.currentTimeNanos();
    }
  }

  private static Limit withoutOne(Duration spacing, Limit limit) {
    limit.users--;
    return limit;
  }
}
