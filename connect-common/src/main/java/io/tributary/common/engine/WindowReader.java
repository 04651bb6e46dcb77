package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.event.Event;
import io.tributary.common.paging.SortOrderProof;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One window being read. It knows which page comes next, whatever the server does: it pages over
 * caps, halves what is too much, notices when rows have moved while it was paging, and puts into
 * order what does not come oldest first, or is not proven to. The bounds sent never change while a
 * range is paged.
 */
final class WindowReader {
  private static final Logger LOG = LoggerFactory.getLogger(WindowReader.class);
  private static final int MOST_RESTARTS = 3;
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final VendorApi api;
  private final Window window;
  private final SortBuffer backlog;
  private final ProtocolMonitor oddities;
  private final SortOrderProof order;
  private final Deque<Window> ranges = new ArrayDeque<>();
  private final EmitBatcher ready = new EmitBatcher();

  private int limit;
  private int restarts;
  private boolean streaming;
  private RangeProgress progress = new RangeProgress();

  WindowReader(
      VendorApi api,
      Window window,
      long backlogBytes,
      ProtocolMonitor oddities,
      SortOrderProof order) {
    this.api = api;
    this.window = window;
    this.oddities = oddities;
    this.order = order;
    this.limit = window.limit();
    this.backlog = new SortBuffer(window.to(), backlogBytes);
    ranges.add(window);
  }

  Window window() {
    return window;
  }

  /** Fetches the page that comes next. Called on the fetch thread, never twice at a time. */
  Page fetch() {
    var most = Math.min(limit, progress.room(api.resultWindow()));
    return api.fetch(range().withLimit(most), progress.token());
  }

  /** Whether there is a page to fetch; never while enough events are ready. */
  boolean reading() {
    return !ranges.isEmpty() && !ready.areEnough();
  }

  /** How long what is ready may wait for another page. */
  Duration mayWait(Instant now) {
    return ready.mayWait(now);
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

  /** The next events to emit, oldest first; empty when there are none yet. */
  Optional<List<Event>> next(Instant now) {
    return ready.next(now, ranges.isEmpty());
  }

  /**
   * Takes a page that has arrived; the checkpoint tells what of it need not be collected.
   *
   * @throws ApiException with {@link ApiError#PAGE_REPEATED} if the server does not page
   */
  void arrived(Page page, Checkpoint checkpoint) {
    notice(page, checkpoint);
    var repeats = progress.repeatedBy(page);
    var skipped = progress.skippedBefore(page);
    if ((repeats || skipped) && mayReadAgain(repeats, page)) {
      restarts++;
      LOG.debug("Rows moved while {} was read; reading on from {}", range(), progress.lastTime());
      readOn();
    } else if (repeats) {
      endInsteadOf(page);
    } else {
      if (skipped) {
        LOG.warn("Rows keep moving while {} is read; going on with what is listed", range());
      }
      take(page, checkpoint);
    }
  }

  /** Takes a failed fetch; true if another one, of less, should follow at once. */
  boolean absorbs(ApiException failure) {
    if (failure.error() == ApiError.EVENT_TOO_LARGE && limit > 1) {
      limit /= 2;
      progress.forgetLastPage();
      return true;
    }
    if (failure.error() == ApiError.REFUSED) {
      return progress.token().isEmpty() ? halve() : readOnInstead();
    }
    return failure.error() == ApiError.TIMEOUT
        && progress.token().isEmpty()
        && progress.timedOut() >= 2
        && halve();
  }

  /** What a failure that was not absorbed means in this place. */
  ApiException explained(ApiException failure) {
    var said = String.valueOf(failure.getMessage());
    if (failure.error() == ApiError.EVENT_TOO_LARGE) {
      var row = "the row at " + progress.token().orElse("0") + " of " + range();
      return new ApiException(
          ApiError.EVENT_TOO_LARGE, Recoverability.STOP, null, failure, row, said);
    }
    return failure.error() == ApiError.REFUSED && progress.token().isPresent()
        ? new ApiException(
            ApiError.TOO_MANY_AT_ONCE, Recoverability.STOP, null, failure, range().from(), said)
        : failure;
  }

  private void take(Page page, Checkpoint checkpoint) {
    progress.took(page);
    if (streaming) {
      ready.add(backlog.release(window.limit()));
      progress.handedOver(page.events(), range().to());
      ready.add(page.parts(SeenIds.MOST_AT_ONCE));
    } else {
      checkpoint.unseen(page.events()).forEach(backlog::add);
    }
    if (page.next().isEmpty()
        || order.nothingLeftFrom(range().from(), page.events())
        || (streaming && page.isFrom(range().to()))) {
      endRange();
    } else if (hasRoom() || !readOnInstead()) {
      progress.turnTo(page.next());
    }
  }

  /**
   * Looks for what a server should not do. Only in an order that has been proven are events handed
   * over page by page: a newest row that came first would make all others look read.
   */
  private void notice(Page page, Checkpoint checkpoint) {
    order.arrived(page.events());
    if (order.broken()) {
      oddities.noticed(ProtocolViolation.ORDER);
    }
    if (order.broken() && streaming) {
      LOG.warn("Order changes within {}; rows before {} are left out", range(), checkpoint.since());
    }
    streaming = order.oldestFirst() && !backlog.overflowed();
    if (progress.token().isEmpty()) {
      oddities.checkTimes(page.events(), range());
    }
  }

  /** By chance a page may repeat the one before: so many rows were added in front of it. */
  private boolean mayReadAgain(boolean repeats, Page page) {
    var known = repeats && isAll(page) && oddities.has(ProtocolViolation.PAGING);
    return restarts < MOST_RESTARTS && !known;
  }

  /** The server does not page: that is the end, unless it is known to have more rows. */
  private void endInsteadOf(Page repeated) {
    if (!isAll(repeated)) {
      throw new ApiException(ApiError.PAGE_REPEATED, progress.token().orElse("the first"));
    }
    oddities.noticed(ProtocolViolation.PAGING);
    endRange();
  }

  private boolean isAll(Page page) {
    return progress.distinct() >= page.total();
  }

  private void endRange() {
    ranges.remove();
    progress = new RangeProgress();
    if (ranges.isEmpty()) {
      ready.add(backlog.release(window.limit()));
    }
  }

  /** Below the server's cap, where a small rest of it is not worth a request if one can read on. */
  private boolean hasRoom() {
    var room = api.resultWindow() - progress.rows();
    return room > 0 && (room >= Math.min(limit, progress.rows()) / 2 || !canReadOn());
  }

  private boolean canReadOn() {
    return streaming && progress.lastTime().isAfter(range().from());
  }

  /** Reads on from the time of the last row or, where rows have no order, from the start. */
  private void readOn() {
    if (canReadOn()) {
      ranges.addFirst(ranges.remove().startingAt(progress.lastTime()));
    }
    progress = new RangeProgress();
  }

  /** The server pages no further: goes on from the last row, or with less where there is none. */
  private boolean readOnInstead() {
    if (canReadOn()) {
      readOn();
      return true;
    }
    return !streaming && halve();
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
    oddities.windowSplit();
    progress = new RangeProgress();
    return true;
  }

  private Window range() {
    return ranges.element();
  }
}
