package io.tributary.common.source;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One window being read. It knows which page comes next, whatever the server does: it pages over
 * caps, halves what is too much, notices when rows have moved while it was paging, and puts into
 * order what does not come oldest first. The bounds sent never change while a range is paged.
 */
final class Round {
  private static final Logger LOG = LoggerFactory.getLogger(Round.class);
  private static final int MOST_RESTARTS = 3;
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** No page handed over is longer, so that its ids always find room in an offset. */
  private static final int LONGEST_PAGE = 10_000;

  private final VendorApi api;
  private final Window window;
  private final Backlog backlog;
  private final Deque<Window> ranges = new ArrayDeque<>();
  private final Deque<List<Event>> ready = new ArrayDeque<>();

  private int limit;
  private int restarts;
  private int timeouts;

  private Optional<String> token = Optional.empty();
  private final Set<Long> read = new HashSet<>();
  private List<Long> lastPage = List.of();
  private long rows;
  private Instant lastTime = Instant.MIN;

  Round(VendorApi api, Window window, long backlogBytes) {
    this.api = api;
    this.window = window;
    this.limit = window.limit();
    this.backlog = new Backlog(window.to(), backlogBytes);
    ranges.add(window);
  }

  Window window() {
    return window;
  }

  /** Fetches the page that comes next. Called on the fetch thread, never twice at a time. */
  Page fetch() {
    return api.fetch(range().withLimit(limit), token);
  }

  /** Whether there is a page to fetch; never while events are ready. */
  boolean reading() {
    return !ranges.isEmpty() && ready.isEmpty();
  }

  /** Whether everything has been read and handed over. */
  boolean done() {
    return ranges.isEmpty() && ready.isEmpty();
  }

  /** Whether events were left for the next round because they did not fit into memory. */
  boolean leftSomeOut() {
    return backlog.overflowed();
  }

  int restarts() {
    return restarts;
  }

  /** The next events to emit, oldest first, each list a page; empty when there are none yet. */
  Optional<List<Event>> next() {
    return Optional.ofNullable(ready.poll());
  }

  /**
   * Takes a page that has arrived; the checkpoint tells what of it need not be collected.
   *
   * @throws ApiException with {@link ApiError#PAGE_REPEATED} if the server does not page
   */
  void arrived(Page page, Checkpoint checkpoint) {
    var digests = page.events().stream().map(Event::digest).toList();
    var repeats = repeats(page, digests);
    if (repeats || rowsMoved(page)) {
      if (restarts < MOST_RESTARTS) {
        restarts++;
        LOG.debug("Rows moved while {} was read; reading on from {}", range(), lastTime);
        readOn();
        return;
      }
      if (repeats) {
        throw new ApiException(ApiError.PAGE_REPEATED, token.orElse("the first"));
      }
      LOG.warn("Rows keep moving while {} is read; going on with what is listed", range());
    }
    rows += page.events().size() - (page.overlaps() ? 1 : 0);
    read.addAll(digests);
    lastPage = digests;
    if (api.order() == Order.OLDEST_FIRST) {
      remember(page.events());
      handOver(page.events());
    } else {
      checkpoint.unseen(page.events()).forEach(backlog::add);
    }
    turnTo(page);
  }

  /** Takes a failed fetch; true if another one, of less, should follow at once. */
  boolean absorbs(ApiException failure) {
    if (failure.error() == ApiError.EVENT_TOO_LARGE && limit > 1) {
      limit /= 2;
      lastPage = List.of();
      return true;
    }
    if (failure.error() == ApiError.REFUSED) {
      return token.isEmpty() ? halve() : readOnInstead();
    }
    if (failure.error() == ApiError.TIMEOUT && token.isEmpty() && ++timeouts >= 2) {
      return halve();
    }
    return false;
  }

  /** What a failure that was not absorbed means in this place. */
  ApiException explained(ApiException failure) {
    var said = String.valueOf(failure.getMessage());
    if (failure.error() == ApiError.EVENT_TOO_LARGE) {
      var row = "the row at " + token.orElse("0") + " of " + range();
      return new ApiException(ApiError.EVENT_TOO_LARGE, Trouble.STOP, null, failure, row, said);
    }
    return failure.error() == ApiError.REFUSED && token.isPresent()
        ? new ApiException(
            ApiError.TOO_MANY_AT_ONCE, Trouble.STOP, null, failure, range().from(), said)
        : failure;
  }

  private boolean repeats(Page page, List<Long> digests) {
    return token.isPresent()
        && (page.next().equals(token) || (!digests.isEmpty() && digests.equals(lastPage)));
  }

  /** Whether rows may have been skipped because the list changed under our hands. */
  private boolean rowsMoved(Page page) {
    return page.overlaps()
        && (page.events().isEmpty() || !read.contains(page.events().get(0).digest()));
  }

  private void turnTo(Page page) {
    if (page.next().isEmpty() || olderThanAsked(page)) {
      ranges.remove();
      begin();
    } else if (rows - 1 + limit > api.resultWindow() && canReadOn()) {
      readOn();
    } else {
      token = page.next();
    }
    if (ranges.isEmpty()) {
      ready.addAll(backlog.release(window.limit()));
    }
  }

  private boolean olderThanAsked(Page page) {
    return api.order() == Order.NEWEST_FIRST
        && page.events().stream()
            .anyMatch(event -> event.timeOr(Instant.MAX).isBefore(range().from()));
  }

  private boolean canReadOn() {
    return lastTime.isAfter(range().from());
  }

  /** Reads on from the time of the last row or, where rows have no order, from the start. */
  private void readOn() {
    if (canReadOn()) {
      var range = ranges.remove();
      ranges.addFirst(range.startingAt(lastTime));
    }
    begin();
  }

  /** The server pages no further: goes on from the last row, or with less where there is none. */
  private boolean readOnInstead() {
    if (canReadOn()) {
      readOn();
      return true;
    }
    return api.order() != Order.OLDEST_FIRST && halve();
  }

  private boolean halve() {
    var range = range();
    if (!api.boundsEnd() || range.length().compareTo(SHORTEST) <= 0) {
      return false;
    }
    var middle = range.from().plus(range.length().dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
    var split = middle.isAfter(range.from()) ? middle : middle.plus(SHORTEST);
    ranges.remove();
    ranges.addFirst(range.startingAt(split));
    ranges.addFirst(range.endingAt(split));
    begin();
    return true;
  }

  private void begin() {
    token = Optional.empty();
    read.clear();
    lastPage = List.of();
    rows = 0;
    timeouts = 0;
    lastTime = Instant.MIN;
  }

  private void remember(List<Event> events) {
    for (var event : events) {
      var time = event.time();
      if (time != null
          && time.isBefore(range().to())
          && (lastTime == null || time.isAfter(lastTime))) {
        lastTime = time;
      }
    }
  }

  private void handOver(List<Event> events) {
    for (var from = 0; from < events.size(); from += LONGEST_PAGE) {
      ready.add(events.subList(from, Math.min(from + LONGEST_PAGE, events.size())));
    }
  }

  private Window range() {
    return ranges.element();
  }
}
