// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.buffer;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.time.Instant;
import java.util.List;

/**
 * The rows read so far and not yet emitted. Immutable.
 *
 * @param buffer the rows collected to be sorted
 * @param ready the events to emit next
 * @param pageSize the number of sorted events to emit at once
 */
public record PulledRows(SortBuffer buffer, EmitBatcher ready, int pageSize) {

  public static PulledRows none(Instant windowEnd, long mostBytesToSort, int pageSize) {
    return new PulledRows(
        SortBuffer.empty(windowEnd, mostBytesToSort), EmitBatcher.EMPTY, pageSize);
  }

  /** Returns the rows with those of another page, which are emitted in the order received. */
  public PulledRows emitting(List<Event> rows) {
    return readying(Page.parts(rows, SeenIds.MOST_AT_ONCE));
  }

  /** Returns the rows with those of another page that the checkpoint has not seen, to be sorted. */
  public PulledRows collecting(List<Event> rows, Checkpoint checkpoint) {
    return new PulledRows(buffer.with(checkpoint.unseen(rows)), ready, pageSize);
  }

  /** Sorts the events collected so far and makes them ready to be emitted. */
  public PulledRows released() {
    return readying(buffer.release(pageSize)).with(buffer.released());
  }

  /** Makes the oldest events collected so far ready to be emitted, and drops the rest. */
  public PulledRows releasedAtMost(int most) {
    var events = buffer.release(Integer.MAX_VALUE).stream().flatMap(List::stream).limit(most);
    return readying(Page.parts(events.toList(), pageSize)).with(buffer.released());
  }

  /**
   * Whether all that is ready has been emitted.
   *
   * @param last whether no other window follows, to which an event could be left
   */
  public boolean areEmitted(boolean last) {
    return ready.isEmpty() || (!last && ready.holdsAll());
  }

  /** Whether events were dropped because they did not fit into the buffer. */
  public boolean overflowed() {
    return buffer.overflowed();
  }

  /** Drops the events collected so far. */
  public PulledRows withoutCollected() {
    return with(SortBuffer.empty(buffer.windowEnd(), buffer.mostBytes()));
  }

  public PulledRows with(EmitBatcher left) {
    return new PulledRows(buffer, left, pageSize);
  }

  private PulledRows with(SortBuffer collected) {
    return new PulledRows(collected, ready, pageSize);
  }

  private PulledRows readying(List<List<Event>> pages) {
    return with(ready.with(pages));
  }
}
