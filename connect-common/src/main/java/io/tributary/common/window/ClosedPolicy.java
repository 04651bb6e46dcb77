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
 * Chooses the windows of a lane that ends: those of another policy, up to the end. Events after the
 * end belong to another lane, also where the server lists them.
 *
 * @param open the policy of the same lane without an end
 * @param end the first time that is not read, UTC
 */
public record ClosedPolicy(ReadPolicy open, Instant end) implements ReadPolicy {
  @Override
  public Window window(
      Checkpoint checkpoint, Instant readFrom, Instant completedUntil, Present present) {
    var window = open.window(checkpoint, readFrom, completedUntil, present);
    return window.to().isAfter(end) ? window.endingAt(end) : window;
  }

  /**
   * Nothing is read before all of it is in the past, whatever clock has set the end. Sweeps go on
   * until their horizon has passed the end.
   */
  @Override
  public boolean hasWindow(Checkpoint checkpoint, Instant completedUntil, Present present) {
    var polls = open instanceof SweepPolicy sweeps ? sweeps.polls() : (WindowPolicy) open;
    var expected = polls.lookBack().pollsFrom(present.certain().minus(polls.settle()));
    if (expected.isBefore(end)) {
      return false;
    }
    return open == polls
        ? completedUntil.isBefore(end) && checkpoint.time().isBefore(end)
        : present.earliest().minus(polls.lookBack().horizon()).isBefore(end)
            && open.hasWindow(checkpoint, completedUntil, present);
  }

  @Override
  public boolean holdsLast() {
    return open instanceof WindowPolicy;
  }

  @Override
  public Nearness nearness(Window window, Present present) {
    return Nearness.PAST;
  }

  @Override
  public Instant readAgainUntil(Instant provenUntil, Window window, Nearness nearness) {
    return open.readAgainUntil(provenUntil, window, nearness);
  }

  @Override
  public Reach reach(Checkpoint checkpoint, Window window, Present present) {
    return open.reach(checkpoint, window, present);
  }

  /** An event without a time is emitted by the lane that has listed it first. */
  @Override
  public boolean emits(Event event, Window window) {
    return event.timeOr(Instant.MIN).isBefore(end) && open.emits(event, window);
  }

  @Override
  public boolean readsOneEndOfLists() {
    return false;
  }

  @Override
  public LookBack lookBack() {
    return open.lookBack();
  }

  @Override
  public long bufferBytes() {
    return open.bufferBytes();
  }
}
