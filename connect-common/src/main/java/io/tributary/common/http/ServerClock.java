package io.tributary.common.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The vendor's clock as far as we know it: ours, corrected by the skew of the last HTTP {@code
 * Date} seen. Until the first one arrives it is our own. Safe for use by several threads.
 */
public final class ServerClock implements InstantSource {
  private final InstantSource local;
  private volatile Duration skew = Duration.ZERO;

  /** A server clock over the given local one. */
  public ServerClock(InstantSource local) {
    this.local = local;
  }

  /** Takes note of the time the vendor has just told us; HTTP dates have a precision of 1 s. */
  public void observe(Instant serverTime) {
    skew = Duration.between(local.instant(), serverTime);
  }

  /** The vendor's time now. */
  @Override
  public Instant instant() {
    return local.instant().plus(skew);
  }

  /** How far the vendor's clock is ahead of ours; negative when it is behind. */
  public Duration skew() {
    return skew;
  }
}
