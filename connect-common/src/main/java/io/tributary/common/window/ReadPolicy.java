// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.window;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import io.tributary.common.vendor.Window;
import java.time.Instant;

/** Chooses the time windows that a reader reads, and what it may do with what they hold. */
public sealed interface ReadPolicy permits WindowPolicy, SweepPolicy, ClosedPolicy {

  /**
   * Returns the window to read next.
   *
   * @param readFrom where the overlap with what was read begins, UTC
   * @param completedUntil the end of the last window that was read completely, UTC
   */
  Window window(Checkpoint checkpoint, Instant readFrom, Instant completedUntil, Present present);

  /**
   * Whether there is a window to read.
   *
   * @param completedUntil the end of the last window that was read completely, UTC
   */
  boolean hasWindow(Checkpoint checkpoint, Instant completedUntil, Present present);

  /** Whether the last event of the lane waits until nothing else is left to read. */
  default boolean holdsLast() {
    return false;
  }

  /** Returns the first time that is never read, UTC. */
  default Instant end() {
    return Instant.MAX;
  }

  /** Returns how near the present the window ends. */
  Nearness nearness(Window window, Present present);

  /**
   * Returns up to which time a later window reads the rows of this one again, UTC.
   *
   * @param provenUntil up to this time no row was left out by the windows before, UTC
   */
  Instant readAgainUntil(Instant provenUntil, Window window, Nearness nearness);

  /** Returns how far the events of the window may move the checkpoint. */
  Reach reach(Checkpoint checkpoint, Window window, Present present);

  /** Whether the reader emits an event that the window lists. Otherwise another reader does. */
  boolean emits(Event event, Window window);

  /**
   * Whether a list may be read from the end where new rows are added, once its order is learned,
   * because the rows beyond were read before and are read again by a sweep.
   */
  boolean readsOneEndOfLists();

  LookBack lookBack();

  /** Returns the most heap in bytes to collect for sorting. */
  long bufferBytes();
}
