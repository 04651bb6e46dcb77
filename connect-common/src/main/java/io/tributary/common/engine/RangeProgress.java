// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.event.Digests;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How far one range of a window has been paged. Immutable.
 *
 * @param token the token of the page to read next; absent for the first
 * @param read the rows read so far
 * @param lastPage the digests of the rows of the last page, in the order they came
 * @param rows how many rows were read, those that overlapped counted once
 * @param overlap how many rows the next page may share with the last one
 * @param lastTime the time of the last row that was emitted as it came
 * @param timeouts how often the first page has timed out
 */
record RangeProgress(
    Optional<String> token,
    Digests read,
    long[] lastPage,
    long rows,
    int overlap,
    Instant lastTime,
    int timeouts) {
  RangeProgress {
    if (rows < 0 || overlap < 0 || overlap > 1 || timeouts < 0) {
      throw new IllegalArgumentException(rows + " rows, " + overlap + ", " + timeouts);
    }
  }

  static final RangeProgress NONE =
      new RangeProgress(Optional.empty(), Digests.NONE, new long[0], 0, 0, Instant.MIN, 0);

  /**
   * How many rows the next page, which may overlap by one, may have below the server's cap: any
   * number beyond it, where it is for the server to refuse.
   */
  int room(int cap) {
    return rows < cap ? (int) (cap - rows + overlap) : Integer.MAX_VALUE;
  }

  /** Whether the page is the one before once more. */
  boolean isRepeatedBy(Page page) {
    var digests = digests(page);
    return token.isPresent()
        && (page.next().equals(token) || (digests.length > 0 && Arrays.equals(digests, lastPage)));
  }

  /** Whether rows may have been skipped because the list changed while it was paged. */
  boolean skippedRowsBefore(Page page) {
    return page.overlaps()
        && (page.events().isEmpty() || !read.contains(page.events().get(0).digest()));
  }

  RangeProgress with(Page page) {
    var digests = digests(page);
    return new RangeProgress(
        token,
        read.with(digests),
        digests,
        rows + page.events().size() - (page.overlaps() ? 1 : 0),
        // A page of one row cannot be overlapped.
        page.events().size() > 1 ? 1 : 0,
        lastTime,
        timeouts);
  }

  /** Events were emitted as they came, oldest first. Those from the given end on do not count. */
  RangeProgress emitted(List<Event> events, Instant end) {
    var latest = lastTime;
    for (var event : events) {
      var time = event.timeOr(Instant.MIN);
      latest = time.isBefore(end) && time.isAfter(latest) ? time : latest;
    }
    return new RangeProgress(token, read, lastPage, rows, overlap, latest, timeouts);
  }

  RangeProgress turnedTo(Optional<String> next) {
    return new RangeProgress(next, read, lastPage, rows, overlap, lastTime, timeouts);
  }

  RangeProgress timedOut() {
    return new RangeProgress(token, read, lastPage, rows, overlap, lastTime, timeouts + 1);
  }

  /** The next page may be shorter, so it cannot be recognized as the one before. */
  RangeProgress withoutLastPage() {
    return new RangeProgress(token, read, new long[0], rows, overlap, lastTime, timeouts);
  }

  private static long[] digests(Page page) {
    return page.events().stream().mapToLong(Event::digest).toArray();
  }
}
