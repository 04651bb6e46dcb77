package io.tributary.common.engine;

import io.tributary.common.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The unseen events of a window that is not listed oldest first: collected until its last page is
 * in, then released sorted. It keeps the oldest that fit; what does not fit is for the next round.
 */
final class SortBuffer {
  private record Entry(Instant time, long arrival, Event event) {}

  private final Instant windowEnd;
  private final long mostBytes;
  private final TreeSet<Entry> entries =
      new TreeSet<>(Comparator.comparing(Entry::time).thenComparingLong(Entry::arrival));
  private final Set<Long> digests = new HashSet<>();
  private long bytes;
  private long arrivals;
  private Instant cutoff = Instant.MAX;

  SortBuffer(Instant windowEnd, long mostBytes) {
    this.windowEnd = windowEnd;
    this.mostBytes = mostBytes;
  }

  void add(Event event) {
    var time = event.timeOr(windowEnd);
    // Nothing newer than what was left out may be kept: the checkpoint would pass over it.
    if (time.isAfter(cutoff) || !digests.add(event.digest())) {
      return;
    }
    entries.add(new Entry(time, arrivals++, event.compact()));
    bytes += event.json().length();
    while (bytes > mostBytes && entries.size() > 1) {
      leaveOut(entries.pollLast());
    }
  }

  /** Whether something was left out. */
  boolean overflowed() {
    return !cutoff.equals(Instant.MAX);
  }

  /** All that was kept, oldest first, in pages of the given size; the backlog is empty then. */
  List<List<Event>> release(int pageSize) {
    var pages = new ArrayList<List<Event>>();
    while (!entries.isEmpty()) {
      var page = new ArrayList<Event>();
      while (page.size() < pageSize && !entries.isEmpty()) {
        page.add(entries.pollFirst().event());
      }
      pages.add(page);
    }
    bytes = 0;
    return pages;
  }

  private void leaveOut(Entry entry) {
    bytes -= entry.event().json().length();
    digests.remove(entry.event().digest());
    cutoff = entry.time();
  }
}
