// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.buffer;

import io.tributary.common.event.Digests;
import io.tributary.common.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the unseen events of a window that is not listed oldest first, and releases them sorted
 * after the last page. It keeps the oldest events that fit and leaves the rest to the next pull.
 * Immutable: a buffer and its successor share the sorted runs that both hold.
 *
 * @param windowEnd the time used for an event without one, UTC
 * @param mostBytes the most heap in bytes that the events may occupy
 * @param runs the sorted runs, by time and arrival, each at least twice as long as the next
 * @param digests the digests of all events added
 * @param arrivals the number of events added
 * @param cutoff the time of the oldest event that did not fit, or {@link Instant#MAX} if all did
 */
record SortBuffer(
    Instant windowEnd,
    long mostBytes,
    List<Run> runs,
    Digests digests,
    long bytes,
    long arrivals,
    Instant cutoff) {
  private static final Comparator<Entry> ORDER = SortBuffer::compare;

  /** Rows that take up less of their page than this are copied out of it, in sixteenths. */
  private static final long NEARLY_ALL = 15;

  /** An event. It may be replaced by the same one without a reference to its page. */
  private static final class Entry {
    private final Instant time;
    private final long arrival;
    private Event event;

    Entry(Instant time, long arrival, Event event) {
      this.time = time;
      this.arrival = arrival;
      this.event = event;
    }

    private boolean isPartOf(byte[] page) {
      return event.body() == page;
    }

    private void compact() {
      event = event.compact();
    }
  }

  /** The first {@code size} entries of a sorted array. */
  private record Run(Entry[] entries, int size) {
    Entry last() {
      return entries[size - 1];
    }

    /** Drops the last entry, which its array holds until an eighth of it has been dropped. */
    Run withoutLast() {
      var left = size - 1;
      var isFull = 8 * left >= 7 * entries.length;
      return new Run(isFull ? entries : Arrays.copyOf(entries, left), left);
    }

    /** Merges two runs. TimSort merges two sorted runs in linear time. */
    Run mergedWith(Run other) {
      var all = Arrays.copyOf(entries, size + other.size);
      System.arraycopy(other.entries, 0, all, size, other.size);
      // Entries beyond the end of this run were dropped and are overwritten.
      Arrays.sort(all, ORDER);
      return new Run(all, all.length);
    }
  }

  SortBuffer {
    runs = List.copyOf(runs);
  }

  static SortBuffer empty(Instant windowEnd, long mostBytes) {
    return new SortBuffer(windowEnd, mostBytes, List.of(), Digests.NONE, 0, 0, Instant.MAX);
  }

  /** Whether events were dropped because they did not fit. */
  boolean overflowed() {
    return !cutoff.equals(Instant.MAX);
  }

  /**
   * Returns this buffer with the given events, without duplicates, reduced to the oldest that fit.
   */
  SortBuffer with(List<Event> events) {
    var added = new ArrayList<Entry>(events.size());
    long more = 0;
    for (var event : events) {
      var time = event.timeOr(windowEnd);
      // Events newer than a dropped one must not be kept, because the checkpoint would skip the
      // dropped one.
      if (!time.isAfter(cutoff) && !digests.contains(event.digest())) {
        added.add(new Entry(time, arrivals + added.size(), event));
        more += event.weight();
      }
    }
    if (added.isEmpty()) {
      return this;
    }
    compact(added, events.get(0).body());
    var news = added.stream().mapToLong(entry -> entry.event.digest()).toArray();
    var entries = added.toArray(Entry[]::new);
    Arrays.sort(entries, ORDER);
    var all = new ArrayList<>(runs);
    all.add(new Run(entries, entries.length));
    return new SortBuffer(
            windowEnd,
            mostBytes,
            merged(all),
            digests.with(news),
            bytes + more,
            arrivals + entries.length,
            cutoff)
        .trimmed();
  }

  /**
   * Copies rows out of their page, unless they are nearly all of it and none has been dropped, as
   * then the page occupies no more heap than the copies.
   */
  private void compact(List<Entry> added, byte[] page) {
    var ofPage =
        added.stream()
            .filter(entry -> entry.isPartOf(page))
            .mapToLong(entry -> entry.event.length())
            .sum();
    var isWhole = !overflowed() && 16 * ofPage >= NEARLY_ALL * page.length;
    added.stream().filter(entry -> !isWhole || !entry.isPartOf(page)).forEach(Entry::compact);
  }

  /** Returns all events kept, oldest first, in pages of the given size. */
  List<List<Event>> release(int pageSize) {
    var all = new ArrayList<Entry>();
    runs.forEach(run -> all.addAll(Arrays.asList(run.entries).subList(0, run.size)));
    all.sort(ORDER);
    var pages = new ArrayList<List<Event>>();
    for (var from = 0; from < all.size(); from += pageSize) {
      var page = all.subList(from, Math.min(from + pageSize, all.size()));
      pages.add(page.stream().map(entry -> entry.event).toList());
    }
    return pages;
  }

  /** Returns the buffer after a release. Events that did not fit stay dropped. */
  SortBuffer released() {
    return new SortBuffer(windowEnd, mostBytes, List.of(), Digests.NONE, 0, arrivals, cutoff);
  }

  private SortBuffer trimmed() {
    if (bytes > mostBytes && !overflowed()) {
      compactAll();
    }
    var kept = new ArrayList<>(runs);
    var left = bytes;
    var until = cutoff;
    while (left > mostBytes && (kept.size() > 1 || kept.get(0).size > 1)) {
      var newest = newest(kept);
      var entry = kept.get(newest).last();
      left -= entry.event.weight();
      until = entry.time;
      if (kept.get(newest).size > 1) {
        kept.set(newest, kept.get(newest).withoutLast());
      } else {
        kept.remove(newest);
      }
    }
    return left == bytes
        ? this
        : new SortBuffer(windowEnd, mostBytes, kept, digests, left, arrivals, until);
  }

  /** Copies all rows out of their pages, page by page, so that hardly more heap is in use. */
  private void compactAll() {
    runs.stream()
        .flatMap(run -> Arrays.stream(run.entries, 0, run.size))
        .sorted(Comparator.comparingLong(entry -> entry.arrival))
        .forEach(Entry::compact);
  }

  private static int compare(Entry a, Entry b) {
    var byTime = a.time.compareTo(b.time);
    return byTime == 0 ? Long.compare(a.arrival, b.arrival) : byTime;
  }

  private static int newest(List<Run> runs) {
    var newest = 0;
    for (var i = 1; i < runs.size(); i++) {
      newest = ORDER.compare(runs.get(i).last(), runs.get(newest).last()) > 0 ? i : newest;
    }
    return newest;
  }

  /** Merges runs so that their number stays logarithmic in the number of entries. */
  private static List<Run> merged(List<Run> runs) {
    for (var last = runs.size() - 1;
        last > 0 && runs.get(last - 1).size < 2 * runs.get(last).size;
        last--) {
      runs.set(last - 1, runs.get(last - 1).mergedWith(runs.remove(last)));
    }
    return runs;
  }
}
