// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The events of a fake vendor. It can be changed while it is read; each request sees one state.
 * Events of the same instant are served in the order they stand in. Thread-safe.
 */
public final class EventLog {
  private final List<EventRow> rows = new ArrayList<>();
  private final Map<String, EventRow> everAdded = new LinkedHashMap<>();
  private @Nullable List<EventRow> sorted;

  public synchronized void add(Collection<EventRow> more) {
    insert(rows.size(), more);
  }

  /** Puts rows before the one that stands at the index, which matters only within one instant. */
  public synchronized void insert(int index, Collection<EventRow> more) {
    rows.addAll(index, more);
    more.forEach(row -> everAdded.putIfAbsent(row.key(), row));
    sorted = null;
  }

  /** Removes rows, as a purge would, and returns how many. */
  public synchronized int remove(Predicate<EventRow> which) {
    int size = rows.size();
    rows.removeIf(which);
    sorted = null;
    return size - rows.size();
  }

  /** Changes the order of rows within the same instant. */
  public synchronized void shuffle(long seed) {
    Collections.shuffle(rows, new Random(seed));
    sorted = null;
  }

  /** All rows in the order they stand in. */
  public synchronized List<EventRow> rows() {
    return List.copyOf(rows);
  }

  /** What must be delivered: the rows it holds, one for each key. */
  public synchronized Map<String, EventRow> truth() {
    var truth = new LinkedHashMap<String, EventRow>();
    rows.forEach(row -> truth.putIfAbsent(row.key(), row));
    return truth;
  }

  /** What may be delivered: {@link #truth()} and what has been removed. */
  public synchronized Map<String, EventRow> everAdded() {
    return new LinkedHashMap<>(everAdded);
  }

  /** The rows of a range in order of time, as they are now; ends count as told. */
  public List<EventRow> between(Instant from, boolean withFrom, Instant to, boolean withTo) {
    List<EventRow> all = byTime();
    int start = firstNotBefore(all, from, withFrom);
    int end = firstNotBefore(all, to, !withTo);
    return all.subList(start, Math.max(start, end));
  }

  /** All rows in order of time, as they are now. */
  public synchronized List<EventRow> byTime() {
    if (sorted == null) {
      var copy = new ArrayList<>(rows);
      copy.sort(Comparator.comparing(EventRow::time));
      sorted = Collections.unmodifiableList(copy);
    }
    return sorted;
  }

  private static int firstNotBefore(List<EventRow> all, Instant time, boolean withTime) {
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = all.get(middle).time().compareTo(time);
      if (order < 0 || (order == 0 && !withTime)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
