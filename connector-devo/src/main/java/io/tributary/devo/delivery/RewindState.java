// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.common.pace.Backoff;
import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;

/**
 * Where the task is on its way back to the first unconfirmed record. A lost connection leaves every
 * unconfirmed record in doubt. The next {@code put} asks Connect to seek back to them, and Connect
 * does so before the put after that. In between, the offsets that Connect holds are too high to be
 * committed. Times are milliseconds of any clock that does not go back. Pure.
 */
final class RewindState {
  private Backoff backoff;
  private boolean lost;
  private boolean seeking;

  RewindState(RetryPolicy policy) {
    backoff = Backoff.none(policy);
  }

  /**
   * The connection is lost, and with it everything that was not confirmed. Returns the wait before
   * the next one, which is longer after each failure in a row.
   */
  Duration connectionLost(long now) {
    lost = true;
    backoff = backoff.failed(now);
    return backoff.remaining(now);
  }

  /** Whether a connection was lost and no rewind has been asked for since. */
  boolean isLost() {
    return lost;
  }

  /** The offsets to go back to are known and about to be passed to Connect. */
  void rewound() {
    lost = false;
  }

  /** Connect was asked to seek, which it does before its next put. */
  void seekRequested() {
    seeking = true;
  }

  /** A put has begun, so Connect has carried out all seeks. */
  void seekDone() {
    seeking = false;
  }

  /** Whether the offsets that Connect holds may be committed once they are confirmed. */
  boolean canCommit() {
    return !lost && !seeking;
  }

  /** Whether the wait after the last failure is over. */
  boolean canConnect(long now) {
    return remaining(now).isZero();
  }

  /** How much of the wait is left, or zero. */
  Duration remaining(long now) {
    return backoff.remaining(now);
  }

  /** Something was confirmed: the next failure is the first again. */
  void confirmed() {
    backoff = backoff.succeeded();
  }
}
