// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import java.time.Duration;

/**
 * How much is written before the receiver must confirm it, and how long it may take. A receiver
 * that is slow, or that ends the connection at a certain message, gets less and less until it
 * confirms something, so that what it has taken is not sent again and again. Immutable.
 *
 * @param bytes the most to write; one message may be more
 * @param slowdowns how often the time to confirm was doubled
 */
record EpochLimit(long bytes, int slowdowns) {
  /** Twice what a commit is asked for after: each epoch costs a connection, and one is enough. */
  static final long MOST = 128L << 20;

  /** About what the buffers of both kernels hold, in which progress is not seen. */
  private static final long BUFFERS = 2L << 20;

  /** Few steps down to one message: each of them sends everything before it again. */
  private static final int STEP = 8;

  private static final int MAX_SLOWDOWNS = 4;

  /** Doubled twice: the receiver may still be reading what the former connection has left it. */
  private static final int SLOWDOWN = 2;

  EpochLimit {
    if (bytes < 1 || slowdowns < 0) {
      throw new IllegalArgumentException(bytes + " bytes, " + slowdowns + " slowdowns");
    }
  }

  static EpochLimit none() {
    return new EpochLimit(MOST, 0);
  }

  /**
   * The connection was lost.
   *
   * @param written the bytes written over it
   * @param timedOut whether we have given it up
   */
  EpochLimit lost(long written, boolean timedOut) {
    var tried = Math.min(Math.min(written, bytes), BUFFERS);
    return new EpochLimit(Math.max(1, tried / STEP), slowdowns).slower(timedOut);
  }

  /** The connection was lost, which says nothing about how much to write. */
  EpochLimit slower(boolean timedOut) {
    return new EpochLimit(bytes, Math.min(MAX_SLOWDOWNS, slowdowns + (timedOut ? SLOWDOWN : 0)));
  }

  /** The receiver has confirmed what was written. The time that it may take stays. */
  EpochLimit confirmed() {
    return new EpochLimit(Math.min(MOST, bytes + bytes / 2 + 1024), slowdowns);
  }

  /** How long nothing may move before the connection is given up. */
  Duration patience(Duration timeout) {
    return timeout.multipliedBy(1L << slowdowns);
  }
}
