// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import java.time.Duration;

/**
 * When to ask Connect for a commit: some time after the first message that was sent since the last
 * one, or when very much was sent, or when the answer to the last one came late. Times are
 * milliseconds of any clock that does not go back. Pure.
 */
final class CommitSchedule {
  private static final long MAX_BYTES = 64L << 20;
  private static final long MAX_MESSAGES = 100_000;
  private static final long NEVER = Long.MAX_VALUE;

  /** How often an answer that comes in parts leads to a commit, in milliseconds. */
  private static final long LATE_INTERVAL = 2_000;

  private final long interval;
  private long due = NEVER;
  private long bytes;
  private long messages;
  private long askedAt = NEVER;
  private boolean late;

  CommitSchedule(Duration interval) {
    this.interval = interval.toMillis();
  }

  /** Messages were sent. */
  void sent(int count, long size, long now) {
    bytes += size;
    messages += count;
    due = bytes >= MAX_BYTES || messages >= MAX_MESSAGES ? now : Math.min(due, now + interval);
  }

  /** Connect asks what may be committed. */
  void asked(long now) {
    due = NEVER;
    bytes = 0;
    messages = 0;
    askedAt = now;
  }

  /** Connect gets its answer, in which something may be missing that will be taken later. */
  void answered(boolean all, long now) {
    late = !all;
    due = all ? NEVER : now + interval;
  }

  /**
   * Something was taken.
   *
   * @return how long that took since it was asked for, or -1 if something is still missing
   */
  long taken(boolean all, long now) {
    if (late) {
      due = Math.min(due, all ? now : Math.max(now, askedAt + LATE_INTERVAL));
    }
    var took = all && askedAt != NEVER ? now - askedAt : -1;
    if (all) {
      askedAt = NEVER;
      late = false;
    }
    return took;
  }

  boolean isDue(long now) {
    return now >= due;
  }

  /** The time until it is due, or a day if that is not known. */
  Duration untilDue(long now) {
    return due == NEVER ? Duration.ofDays(1) : Duration.ofMillis(Math.max(0, due - now));
  }
}
