package io.tributary.common.engine;

import io.tributary.common.event.DigestSet;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How far one range of a round has been paged. */
final class RangeProgress {
  private Optional<String> token = Optional.empty();
  private final DigestSet read = new DigestSet(0);
  private long[] lastPage = {};
  private long rows;
  private int overlap;
  private Instant lastTime = Instant.MIN;
  private int timeouts;

  /** What stands for the page to read next; absent for the first. */
  Optional<String> token() {
    return token;
  }

  void turnTo(Optional<String> next) {
    token = next;
  }

  long rows() {
    return rows;
  }

  /**
   * How many rows the next page, which may overlap by one, may have below the server's cap: any
   * number beyond it, where it is for the server to refuse.
   */
  int room(int cap) {
    return rows < cap ? (int) (cap - rows + overlap) : Integer.MAX_VALUE;
  }

  int distinct() {
    return read.size();
  }

  /** The time of the last row that was handed over as it came. */
  Instant lastTime() {
    return lastTime;
  }

  /** Whether the page is the one before once more. */
  boolean repeatedBy(Page page) {
    var digests = digests(page);
    return token.isPresent()
        && (page.next().equals(token) || (digests.length > 0 && Arrays.equals(digests, lastPage)));
  }

  /** Whether rows may have been skipped because the list changed under our hands. */
  boolean skippedBefore(Page page) {
    return page.overlaps()
        && (page.events().isEmpty() || !read.contains(page.events().get(0).digest()));
  }

  void took(Page page) {
    rows += page.events().size() - (page.overlaps() ? 1 : 0);
    // A page of one row cannot be overlapped.
    overlap = page.events().size() > 1 ? 1 : 0;
    lastPage = digests(page);
    Arrays.stream(lastPage).forEach(read::add);
  }

  /** A page has not come in time; how often that has happened. */
  int timedOut() {
    return ++timeouts;
  }

  /** The next page may be shorter, so it cannot be the one before. */
  void forgetLastPage() {
    lastPage = new long[0];
  }

  /**
   * Events that come oldest first have been handed over; those from the given end on do not count.
   */
  void handedOver(List<Event> events, Instant end) {
    for (var event : events) {
      var time = event.timeOr(Instant.MIN);
      if (time.isBefore(end) && time.isAfter(lastTime)) {
        lastTime = time;
      }
    }
  }

  private static long[] digests(Page page) {
    return page.events().stream().mapToLong(Event::digest).toArray();
  }
}
