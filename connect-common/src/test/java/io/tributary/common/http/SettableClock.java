// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
public final class SettableClock implements InstantSource {
  private volatile Instant now;

  SettableClock(Instant now) {
    this.now = now;
  }

  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  /** The same time as a clock that only measures. */
  public long nanoTime() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  @Override
  public Instant instant() {
    return now;
  }
}
