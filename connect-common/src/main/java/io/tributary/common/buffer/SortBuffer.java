// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.buffer;

import io.tributary.common.event.Digests;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Collects the unseen events of a window that is not listed oldest first, and releases them sorted
 * after the last page. It keeps the oldest events that fit and leaves the rest to the next pull.
 * Immutable: a buffer and its successor share the sorted runs that both hold.
 *
 * @param windowEnd the time used for an event without one, UTC
 * @param mostBytes the most heap in bytes that the events may occupy
 * @param runs the sorted runs in the order of their arrival, each at least twice as long as the
 *     next; events of one time are in the order of their arrival
 * @param digests the digests of all events added
 * @param cutoff the time of the oldest event that did not fit, or {@link Instant#MAX} if all did
 */
record SortBuffer(
    Instant windowEnd,
    long mostBytes,
    List<Run> runs,
    Digests digests,
    long bytes,
    Instant cutoff) {
  /** Rows that take up less of their page than this are copied out of it, in sixteenths. */
  private static final long NEARLY_ALL = 15;

  /**
   * The first {@code size} events of a sorted array. An event may be replaced by the same one
   * without a reference to its page.
   */
  private record Run(Event[] events, int size) {
    Event first() {
      return events[0];
    }

    Event last() {
      return events[size - 1];
    }

    Stream<Place> places() {
      return IntStream.range(0, size).mapToObj(at -> new Place(events, at));
    }

    /** Drops the last event, which its array holds until an eighth of it has been dropped. */
    Run withoutLast() {
      var left = size - 1;
      var isFull = 8 * left >= 7 * events.length;
      return new Run(isFull ? events : Arrays.copyOf(events, left), left);
    }
  }

  /** The place of an event in a run. */
  private record Place(Event[] events, int at) {
    byte[] page() {
      return events[at].body();
    }

    void compact() {
      events[at] = events[at].compact();
    }
  }

  SortBuffer {
    runs = List.copyOf(runs);
  }

  static SortBuffer empty(Instant windowEnd, long mostBytes) {
    return new SortBuffer(windowEnd, mostBytes, List.of(), Digests.NONE, 0, Instant.MAX);
  }

  /** Whether events were dropped because they did not fit. */
  boolean overflowed() {
    return !cutoff.equals(Instant.MAX);
  }

  /**
   * Returns this buffer with the given events, without duplicates, reduced to the oldest that fit.
   */
  SortBuffer with(List<Event> events) {
    var added = new ArrayList<Event>(events.size());
    long more = 0;
    for (var event : events) {
      var time = event.timeOr(windowEnd);
      // Events newer than a dropped one must not be kept, because the checkpoint would skip the
      // dropped one.
      if (!time.isAfter(cutoff) && !digests.contains(event.digest())) {
        added.add(event);
        more += event.weight();
      }
    }
    if (added.isEmpty()) {
      return this;
    }
    var news = compacted(added, events.get(0).body());
    var all = new ArrayList<>(runs);
    all.add(new Run(news, news.length));
    Arrays.sort(news, this::compare);
    return new SortBuffer(
            windowEnd, mostBytes, merged(all), digests.with(digests(news)), bytes + more, cutoff)
        .trimmed();
  }

  private static long[] digests(Event[] events) {
    var digests = new long[events.length];
    for (var i = 0; i < digests.length; i++) {
      digests[i] = events[i].digest();
    }
    return digests;
  }

  /**
   * Copies rows out of their page, unless they are nearly all of it and none has been dropped, as
   * then the page occupies no more heap than the copies.
   */
  private Event[] compacted(List<Event> added, byte[] page) {
    long ofPage = 0;
    for (var event : added) {
      ofPage += event.body() == page ? event.length() : 0;
    }
    var isWhole = !overflowed() && 16 * ofPage >= NEARLY_ALL * page.length;
    var events = added.toArray(Event[]::new);
    for (var i = 0; i < events.length; i++) {
      events[i] = isWhole && events[i].body() == page ? events[i] : events[i].compact();
    }
    return events;
  }

  /**
   * Returns all events kept, oldest first, in pages of the given size. Those without a time come
   * before all others: once a later page has moved the checkpoint, they might not be listed again.
   */
  List<List<Event>> release(int pageSize) {
    var all = new ArrayList<Event>();
    runs.forEach(run -> all.addAll(Arrays.asList(run.events).subList(0, run.size)));
    all.sort(Comparator.comparing(event -> event.timeOr(Instant.MIN)));
    // Copies, because a page that has been emitted must not be held by those after it.
    return Page.parts(all, pageSize).stream().map(List::copyOf).toList();
  }

  /** Returns the buffer after a release. Events that did not fit stay dropped. */
  SortBuffer released() {
    return new SortBuffer(windowEnd, mostBytes, List.of(), Digests.NONE, 0, cutoff);
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
      var event = kept.get(newest).last();
      left -= event.weight();
      until = event.timeOr(windowEnd);
      if (kept.get(newest).size > 1) {
        kept.set(newest, kept.get(newest).withoutLast());
      } else {
        kept.remove(newest);
      }
    }
    return left == bytes ? this : new SortBuffer(windowEnd, mostBytes, kept, digests, left, until);
  }

  /** Copies all rows out of their pages, page by page, so that hardly more heap is in use. */
  private void compactAll() {
    // Without the keys, which would hold every page to the end.
    List.copyOf(
            runs.stream().flatMap(Run::places).collect(Collectors.groupingBy(Place::page)).values())
        .forEach(page -> page.forEach(Place::compact));
  }

  private int compare(Event a, Event b) {
    return a.timeOr(windowEnd).compareTo(b.timeOr(windowEnd));
  }

  private int newest(List<Run> runs) {
    var newest = 0;
    for (var i = 1; i < runs.size(); i++) {
      newest = compare(runs.get(i).last(), runs.get(newest).last()) < 0 ? newest : i;
    }
    return newest;
  }

  /** Merges runs so that their number stays logarithmic in the number of events. */
  private List<Run> merged(List<Run> runs) {
    for (var last = runs.size() - 1;
        last > 0 && runs.get(last - 1).size < 2 * runs.get(last).size;
        last--) {
      runs.set(last - 1, merged(runs.get(last - 1), runs.remove(last)));
    }
    return runs;
  }

  /** Merges two runs. TimSort does so in linear time and keeps the order of equal times. */
  private Run merged(Run run, Run next) {
    // Events beyond the end of the first run were dropped and are overwritten.
    var all = Arrays.copyOf(run.events, run.size + next.size);
    System.arraycopy(next.events, 0, all, run.size, next.size);
    if (compare(run.last(), next.first()) > 0) {
      Arrays.sort(all, this::compare);
    }
    return new Run(all, all.length);
  }
}
