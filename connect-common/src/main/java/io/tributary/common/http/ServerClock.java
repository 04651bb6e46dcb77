// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The vendor's clock as far as it is known: ours, corrected by the skew of the last HTTP {@code
 * Date} header. Before the first one it is our own clock. Safe for use by several threads.
 */
public final class ServerClock implements InstantSource {
  private final InstantSource local;
  private volatile Duration skew = Duration.ZERO;

  /** A server clock over the given local one. */
  public ServerClock(InstantSource local) {
    this.local = local;
  }

  /** Records the time that the vendor has just sent; HTTP dates are precise to one second. */
  void observe(Instant serverTime) {
    skew = Duration.between(local.instant(), serverTime);
  }

  /** The vendor's time now. */
  @Override
  public Instant instant() {
    return local.instant().plus(skew);
  }

  /** How far the vendor's clock is ahead of ours; negative when it is behind. */
  Duration skew() {
    return skew;
  }
}
