package io.tributary.devo.http;

import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When to go on after requests have failed. Requests that were on their way together fail together:
 * they count as one failure. Times are milliseconds of any clock that does not go back. Pure.
 */
final class Backoff {
  private final RetryPolicy policy;
  private int failures;
  private long until = Long.MIN_VALUE;

  Backoff(RetryPolicy policy) {
    this.policy = policy;
  }

  /**
   * A request failed that was sent at {@code sentAt}. Tells how long to wait now, if that is news:
   * longer after each failure in a row, and as long at least as the far side asks for.
   */
  Optional<Duration> failed(long sentAt, @Nullable Duration asked, long now) {
    var news = sentAt >= until;
    if (news) {
      failures++;
      until = now + policy.delayAfter(failures).toMillis();
    }
    if (asked != null) {
      until = Math.max(until, now + asked.toMillis());
    }
    return news ? Optional.of(remaining(now)) : Optional.empty();
  }

  /** A request was answered: the next failure is the first again. */
  void succeeded() {
    failures = 0;
  }

  /** How long still to wait; zero when it is time to go on. */
  Duration remaining(long now) {
    return Duration.ofMillis(until > now ? until - now : 0);
  }
}
