package io.tributary.devo.delivery;

import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;

/**
 * The one way out of trouble, as Connect allows it. A lost connection puts every unconfirmed record
 * in doubt; the next {@code put} asks for seeks back to them, Connect carries these out before the
 * put after that, and in between the offsets Connect believes in are too high to be committed.
 * Times are milliseconds of any clock that does not go back. Pure.
 */
public final class RewindState {
  private final RetryPolicy policy;
  private boolean lost;
  private boolean seeking;
  private int failures;
  private long until = Long.MIN_VALUE;

  public RewindState(RetryPolicy policy) {
    this.policy = policy;
  }

  /**
   * The connection is lost, and with it all that was not confirmed. Tells how long to wait before
   * the next: longer after each failure in a row.
   */
  public Duration lost(long now) {
    lost = true;
    failures++;
    var wait = policy.delayAfter(failures);
    until = now + wait.toMillis();
    return wait;
  }

  public boolean isLost() {
    return lost;
  }

  /** Everything in doubt is known, and about to be read again. */
  public void setBack() {
    lost = false;
  }

  /** Seeks were asked for; Connect carries them out before its next put. */
  public void seek() {
    seeking = true;
  }

  /** A put has begun: whatever seeks were asked for are done. */
  public void sought() {
    seeking = false;
  }

  /** Whether the offsets Connect believes in may be committed once they are confirmed. */
  public boolean offsetsHold() {
    return !lost && !seeking;
  }

  /** How long still to wait; zero when it is time to go on. */
  public Duration remaining(long now) {
    return Duration.ofMillis(until > now ? until - now : 0);
  }

  /** The far side has taken something: the next failure is the first again. */
  public void confirmed() {
    failures = 0;
  }
}
