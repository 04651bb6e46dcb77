// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.buffer.PulledRows;
import io.tributary.common.checkpoint.AheadQuota;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.coverage.RetentionProbe;
import io.tributary.common.paging.Learned;
import io.tributary.common.paging.RangeReading;
import io.tributary.common.paging.ServerTraits;
import io.tributary.common.vendor.Window;
import io.tributary.common.window.Nearness;
import java.time.Instant;

/**
 * The properties of one pull that do not change while its window is read.
 *
 * @param id identifies the pull: epoch milliseconds, greater than the id of any earlier pull
 * @param started when the pull began, by the local clock
 * @param startedNanos when the pull began, by the monotonic clock, in nanoseconds
 * @param readAgainUntil the next window reads rows up to this time again, UTC
 * @param nearness how near the present the window ends
 */
record Pull(
    long id,
    Instant started,
    long startedNanos,
    Window window,
    Instant readAgainUntil,
    Nearness nearness) {

  /** What a window proves that has been read. */
  enum Proof {
    /** No row was left out, as far as can be known. */
    ALL,
    /** Rows may have been skipped, which the next window must find. */
    TO_READ_AGAIN,
    /** The rest could not be read, so that nothing proves that no older event was left out. */
    PARTIAL
  }

  /** Whether the window reaches up to the present. */
  boolean reachesNow() {
    return nearness == Nearness.PRESENT;
  }

  /** Whether the window may reach up to the present, if one of the clocks is wrong. */
  boolean isRecent() {
    return nearness != Nearness.PAST;
  }

  /** Returns the state of the window before its first page. */
  PullState unread(
      ServerTraits server, Learned known, Checkpoint checkpoint, long mostBytesToSort) {
    var learned = known.inNextWindow();
    return new PullState(
        this,
        RangeReading.of(server, window, learned, started),
        learned,
        PulledRows.none(window.to(), mostBytesToSort, window.limit()),
        RetentionProbe.of(checkpoint, window, server.movesRows()),
        AheadQuota.UNUSED,
        Proof.ALL);
  }
}
