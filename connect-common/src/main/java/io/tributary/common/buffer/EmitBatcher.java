// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.buffer;

import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that are ready to be emitted, in order. With exactly-once support each emission writes an
 * offset that holds every id in the overlap, so small pages wait briefly and are emitted together.
 * Immutable.
 *
 * @param pages the events, in the order they are emitted
 * @param size the number of events
 * @param bytes the heap that the events occupy
 * @param waitingSince when the first of them began to wait, or null if none waits
 */
public record EmitBatcher(
    List<List<Event>> pages, int size, long bytes, @Nullable Instant waitingSince) {
  public EmitBatcher {
    pages = List.copyOf(pages);
  }

  public static final EmitBatcher EMPTY = new EmitBatcher(List.of(), 0, 0, null);

  /** A batch of this many events does not wait for more. One large page reaches it. */
  public static final int ENOUGH = 1000;

  private static final long ENOUGH_BYTES = 4L << 20;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  /** The events to emit now (none while they wait for more) and the events left over. */
  public record Batch(List<Event> events, EmitBatcher left) {}

  public EmitBatcher with(Collection<List<Event>> more) {
    if (more.isEmpty()) {
      return this;
    }
    var all = new ArrayList<>(pages);
    all.addAll(more);
    var added = more.stream().mapToInt(List::size).sum();
    var addedBytes = more.stream().mapToLong(EmitBatcher::bytes).sum();
    return new EmitBatcher(all, size + added, bytes + addedBytes, waitingSince);
  }

  public boolean isEmpty() {
    return pages.isEmpty();
  }

  /** Whether some events must be emitted before more are fetched. */
  public boolean hasEnough() {
    return size >= ENOUGH || bytes >= ENOUGH_BYTES;
  }

  /** How long the events may wait for more. */
  public Duration mayWait(Instant now) {
    if (hasEnough()) {
      return Duration.ZERO;
    }
    if (waitingSince == null) {
      return LONGEST_WAIT;
    }
    var waited = Duration.between(waitingSince, now);
    // If the clock was set back, do not hold the events.
    return waited.isNegative() || waited.compareTo(LONGEST_WAIT) > 0
        ? Duration.ZERO
        : LONGEST_WAIT.minus(waited);
  }

  /**
   * Returns the events to emit now.
   *
   * @param last whether no more events can arrive
   */
  public Batch next(Instant now, boolean last) {
    if (isEmpty()) {
      return new Batch(List.of(), this);
    }
    if (!last && !mayWait(now).isZero()) {
      var since = waitingSince == null ? now : waitingSince;
      return new Batch(List.of(), new EmitBatcher(pages, size, bytes, since));
    }
    var leaving = new ArrayList<Event>();
    var taken = 0;
    long takenBytes = 0;
    do {
      var page = pages.get(taken++);
      leaving.addAll(page);
      takenBytes += bytes(page);
    } while (taken < pages.size() && hasRoomFor(pages.get(taken), leaving.size(), takenBytes));
    var rest = pages.subList(taken, pages.size());
    return new Batch(
        leaving,
        rest.isEmpty()
            ? EMPTY
            : new EmitBatcher(rest, size - leaving.size(), bytes - takenBytes, now));
  }

  /** An offset must be able to name all events that are emitted at once. */
  private static boolean hasRoomFor(List<Event> page, int size, long bytes) {
    return size < ENOUGH && bytes < ENOUGH_BYTES && size + page.size() <= SeenIds.MOST_AT_ONCE;
  }

  private static long bytes(List<Event> list) {
    var bytes = 0L;
    for (var event : list) {
      bytes += event.weight();
    }
    return bytes;
  }
}
