// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

/**
 * Whether a confirmation was asked for that is still to come. It is about the lines that waited at
 * that time, but they may delay it for a moment only. Times are milliseconds of any clock that does
 * not go back. Pure.
 */
final class ConfirmationRequest {
  private static final long LONGEST_DELAY = 300;
  private static final long NEVER = Long.MAX_VALUE;

  private long askedAt = NEVER;
  private int waiting;

  /** A confirmation is asked for while so many lines wait. */
  void ask(int lines, long now) {
    askedAt = Math.min(askedAt, now);
    waiting = lines;
  }

  /** So many of the waiting lines are written now. */
  void written(int lines) {
    waiting -= lines;
  }

  /** Whether to confirm now what was written. */
  boolean isDue(boolean noneWaiting, long now) {
    return askedAt != NEVER && (noneWaiting || now - askedAt >= LONGEST_DELAY);
  }

  /** What was written is confirmed. If some of the lines still wait, the request goes on. */
  void confirmed(long now) {
    askedAt = waiting > 0 ? now : NEVER;
  }

  /** There is nothing to confirm. */
  void end() {
    askedAt = NEVER;
    waiting = 0;
  }
}
