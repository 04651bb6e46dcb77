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
 * @param holdsLast whether the last event stays until no more can arrive, so that its offset can
 *     say that all has been emitted
 */
public record EmitBatcher(
    List<List<Event>> pages,
    int size,
    long bytes,
    @Nullable Instant waitingSince,
    boolean holdsLast) {
  public EmitBatcher {
    pages = List.copyOf(pages);
  }

  public static final EmitBatcher EMPTY = new EmitBatcher(List.of(), 0, 0, null, false);

  /** A batch of this many events does not wait for more. One large page reaches it. */
  public static final int ENOUGH = 1000;

  private static final long ENOUGH_BYTES = 4L << 20;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  /** The events to emit now (none while they wait for more) and the events left over. */
  public record Batch(List<Event> events, EmitBatcher left) {}

  /** Returns an empty batcher whose last event stays until no more can arrive. */
  public static EmitBatcher holdingLast() {
    return new EmitBatcher(List.of(), 0, 0, null, true);
  }

  public EmitBatcher with(Collection<List<Event>> more) {
    if (more.isEmpty()) {
      return this;
    }
    var all = new ArrayList<>(pages);
    all.addAll(more);
    var added = more.stream().mapToInt(List::size).sum();
    var addedBytes = more.stream().mapToLong(EmitBatcher::bytes).sum();
    return new EmitBatcher(all, size + added, bytes + addedBytes, waitingSince, holdsLast);
  }

  public boolean isEmpty() {
    return pages.isEmpty();
  }

  /** Whether some events must be emitted before more are fetched. */
  public boolean hasEnough() {
    return !holdsAll() && (size >= ENOUGH || bytes >= ENOUGH_BYTES);
  }

  /** How long the events may wait for more. */
  public Duration mayWait(Instant now) {
    if (hasEnough()) {
      return Duration.ZERO;
    }
    if (waitingSince == null || holdsAll()) {
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
   * @param windowRead whether no more events of this window can arrive
   * @param laneRead whether no more events can arrive at all
   */
  public Batch next(Instant now, boolean windowRead, boolean laneRead) {
    if (isEmpty() || (!laneRead && holdsAll())) {
      return new Batch(List.of(), this);
    }
    if (!windowRead && !mayWait(now).isZero()) {
      var since = waitingSince == null ? now : waitingSince;
      return new Batch(List.of(), new EmitBatcher(pages, size, bytes, since, holdsLast));
    }
    var leaving = new ArrayList<Event>();
    var taken = 0;
    long takenBytes = 0;
    do {
      var page = pages.get(taken++);
      leaving.addAll(page);
      takenBytes += bytes(page);
    } while (taken < pages.size() && hasRoomFor(pages.get(taken), leaving.size(), takenBytes));
    var rest = new ArrayList<>(pages.subList(taken, pages.size()));
    if (rest.isEmpty() && holdsLast && !laneRead) {
      var held = leaving.remove(leaving.size() - 1);
      rest.add(List.of(held));
      takenBytes -= held.weight();
    }
    var left = size - leaving.size();
    return new Batch(
        leaving,
        new EmitBatcher(rest, left, bytes - takenBytes, left == 0 ? null : now, holdsLast));
  }

  /** Whether nothing is left but the event that stays. */
  public boolean holdsAll() {
    return holdsLast && size <= 1;
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
