package io.tributary.common.engine;

import io.tributary.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events to be emitted, in order. With exactly-once each emission writes an offset, and an offset
 * holds all ids of the overlap: so small pages wait for a moment and leave together. Pure: it is
 * told the time.
 */
final class EmitBatcher {
  /** So many need not wait for more; a large page has them by itself. */
  static final int ENOUGH = 1000;

  private static final long ENOUGH_BYTES = 4L << 20;
  private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

  private final Deque<List<Event>> lists = new ArrayDeque<>();
  private int size;
  private long bytes;
  private @Nullable Instant since;

  void add(Collection<List<Event>> more) {
    lists.addAll(more);
    for (var list : more) {
      size += list.size();
      bytes += bytes(list);
    }
  }

  boolean isEmpty() {
    return lists.isEmpty();
  }

  /** Whether no more should be fetched before some have left. */
  boolean areEnough() {
    return size >= ENOUGH || bytes >= ENOUGH_BYTES;
  }

  /** How long the events may wait for more. */
  Duration mayWait(Instant now) {
    if (areEnough()) {
      return Duration.ZERO;
    }
    if (since == null) {
      return LONGEST_WAIT;
    }
    var waited = Duration.between(since, now);
    // A clock that is set back must not hold them.
    return waited.isNegative() || waited.compareTo(LONGEST_WAIT) > 0
        ? Duration.ZERO
        : LONGEST_WAIT.minus(waited);
  }

  /** The events that leave now; {@code last} tells that there is nothing to wait for. */
  Optional<List<Event>> next(Instant now, boolean last) {
    if (isEmpty()) {
      return Optional.empty();
    }
    if (!last && !mayWait(now).isZero()) {
      since = since == null ? now : since;
      return Optional.empty();
    }
    var leaving = new ArrayList<Event>();
    do {
      var list = lists.remove();
      size -= list.size();
      bytes -= bytes(list);
      leaving.addAll(list);
    } while (!lists.isEmpty() && leaving.size() < ENOUGH);
    since = lists.isEmpty() ? null : now;
    return Optional.of(leaving);
  }

  private static long bytes(List<Event> list) {
    return list.stream().mapToLong(event -> event.json().length()).sum();
  }
}
