// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.window;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import io.tributary.common.vendor.Window;
import java.time.Instant;

/**
 * Chooses the windows of a sweep: everything that the checkpoint remembers and the polls no longer
 * read. Events that became visible late are found there. A sweep never moves the time of the
 * checkpoint.
 *
 * @param polls the windows of the polls
 * @param proving whether each sweep reads a list until nothing can be missing. Otherwise it leaves
 *     what it skips to the next sweep.
 */
public record SweepPolicy(WindowPolicy polls, boolean proving) implements ReadPolicy {
  @Override
  public Window window(
      Checkpoint checkpoint, Instant readFrom, Instant completedUntil, Present present) {
    return new Window(checkpoint.since(), end(present), polls.pageSize());
  }

  @Override
  public boolean hasWindow(Checkpoint checkpoint, Instant completedUntil, Present present) {
    return checkpoint.since().isBefore(end(present));
  }

  private Instant end(Present present) {
    return polls.lookBack().pollsFrom(present.certain().minus(polls.settle()));
  }

  @Override
  public Nearness nearness(Window window, Present present) {
    return Nearness.PAST;
  }

  /** The next sweep reads all rows again, which is no proof for this one. */
  @Override
  public Instant readAgainUntil(Instant provenUntil, Window window, Nearness nearness) {
    return proving ? Instant.MIN : Instant.MAX;
  }

  @Override
  public Reach reach(Checkpoint checkpoint, Window window, Present present) {
    return new Reach(checkpoint.time(), present.earliest(), present.latest());
  }

  /** The polls emit what is younger, in order. */
  @Override
  public boolean emits(Event event, Window window) {
    return event.timeOr(Instant.MIN).isBefore(window.to());
  }

  @Override
  public boolean readsOneEndOfLists() {
    return false;
  }

  @Override
  public LookBack lookBack() {
    return polls.lookBack();
  }

  @Override
  public long bufferBytes() {
    return polls.bufferBytes();
  }
}
