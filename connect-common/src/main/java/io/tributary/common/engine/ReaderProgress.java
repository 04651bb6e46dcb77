// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.buffer.EmitBatcher;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.paging.Learned;
import io.tributary.common.paging.Listing;
import java.time.Instant;

/**
 * What a reader keeps from one window to the next, besides the checkpoint. None of it is stored.
 *
 * @param readFrom where the overlap of the next window with what was read begins, UTC, at or after
 *     what the checkpoint remembers
 * @param completedUntil the end of the last window that was read completely, UTC. It moves a feed
 *     across long empty ranges.
 * @param provenUntil up to this time the windows have left out no row, UTC. A window that leaves
 *     some to the next one does not move it, or the next one might leave out the same.
 * @param following whether everything before the current window has been read. During a backfill it
 *     is false, because every event would look late.
 * @param learned what the server had shown about itself when the last window ended
 * @param held the event that a lane which ends has not emitted yet, because it may be its last
 */
record ReaderProgress(
    Instant readFrom,
    Instant completedUntil,
    Instant provenUntil,
    boolean following,
    Learned learned,
    EmitBatcher held) {

  /** Returns the progress of a reader that resumes at the given checkpoint. */
  static ReaderProgress at(
      Checkpoint checkpoint, LookBack lookBack, Learned nothing, EmitBatcher held) {
    // Without sweeps everything that is remembered is read again.
    var from =
        lookBack.sweeps()
            ? checkpoint.later(lookBack.pollsFrom(checkpoint.time()))
            : checkpoint.since();
    return new ReaderProgress(from, Instant.MIN, checkpoint.since(), false, nothing, held);
  }

  /** Returns the progress after the checkpoint has moved, and with it the overlap. */
  ReaderProgress at(Checkpoint checkpoint, LookBack lookBack) {
    var overlap = lookBack.pollsFrom(checkpoint.time());
    var from = checkpoint.later(overlap.isAfter(readFrom) ? overlap : readFrom);
    return new ReaderProgress(from, completedUntil, provenUntil, following, learned, held);
  }

  /**
   * Returns what is known at the start of a window.
   *
   * @param oneEnd whether one end of a list is enough, which is so only once all was read
   */
  Learned known(boolean oneEnd) {
    return oneEnd && following ? learned : learned.withListing(Listing.UNKNOWN);
  }

  /** Returns the progress after a window. */
  ReaderProgress completed(Instant until, boolean upToDate, Learned known, EmitBatcher left) {
    return new ReaderProgress(readFrom, until, provenUntil, upToDate, known, left);
  }

  /** Returns the progress after a window that proves that no row was left out. */
  ReaderProgress proven(Instant until) {
    return new ReaderProgress(readFrom, completedUntil, until, following, learned, held);
  }

  /** Returns the progress that knows what a pass over more of a list has shown of its order. */
  ReaderProgress learning(Listing shown) {
    return new ReaderProgress(
        readFrom, completedUntil, provenUntil, following, learned.withOrderOf(shown), held);
  }
}
