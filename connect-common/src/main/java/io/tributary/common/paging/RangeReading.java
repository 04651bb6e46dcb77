// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The position within a window: the range being read, which is the whole rest of the window unless
 * that is too much at once, and the pager of that range. Immutable.
 *
 * @param range the range being read, with the number of rows to request per page
 * @param failures how often the request for the next page has failed in a row
 * @param failuresInAll how often a request for a page of this window has failed
 * @param restarts how often a list was begun again because rows had moved
 * @param repeats how often a page has repeated the one before it
 * @param done whether the window has been read to its end
 */
public record RangeReading(
    ServerTraits server,
    Window window,
    Window range,
    Pager pager,
    int failures,
    int failuresInAll,
    int restarts,
    int repeats,
    boolean done) {

  /** A filter by whole days may round up twice and count calendar days. */
  private static final Duration COARSEST_FILTER = Duration.ofDays(3);

  private static final int MOST_REPEATS = 3;

  /** Returns the state at the start of a window. */
  public static RangeReading of(ServerTraits server, Window window, Learned learned, Instant now) {
    var unread = new RangeReading(server, window, window, CursorPager.START, 0, 0, 0, 0, false);
    return unread.startingAt(window.from(), learned, now);
  }

  public PageRequest request() {
    return new PageRequest(range.withLimit(pager.limit(range.limit())), pager.position());
  }

  /** Whether rows are emitted as they arrive. Otherwise they are collected until the end. */
  public boolean streams(Learned learned) {
    return pager instanceof TimePager
        || (pager instanceof CursorPager && learned.order().oldestFirst());
  }

  /** Whether the first rows of a range are so old that the server must have ignored its start. */
  public boolean ignoresStart(List<Event> rows) {
    var oldest = range.from().minus(COARSEST_FILTER);
    return server.boundsStart()
        && !isBehindFirstPage()
        && rows.stream().anyMatch(row -> row.timeOr(Instant.MAX).isBefore(oldest));
  }

  /** Whether a page of this list has been read. */
  public boolean isBehindFirstPage() {
    return !pager.position().isFirst();
  }

  /** Whether a page of a list that is read as a whole has been read. */
  public boolean isWithinList() {
    return pager instanceof ListPager list && (isBehindFirstPage() || list.passes() > 0);
  }

  /** Returns the state after a page that another page follows. */
  public RangeReading turnedTo(Pager next, Learned learned) {
    var began = pager instanceof ListPager && next.position().isFirst() ? 1 : 0;
    if (next instanceof TimePager byTime && byTime.from().isAfter(range.from())) {
      return reading(sized(byTime.from(), learned), next, restarts);
    }
    // The first page of another pass may be of another size.
    var rows = learned.rows().rows(window.limit());
    if (next instanceof ListPager && began == 0 && rows > range.limit()) {
      return reading(range.withLimit(rows), next.withLimit(rows), restarts);
    }
    return reading(range, next, restarts + began);
  }

  /** Returns the state after the range has been read to its end. */
  public RangeReading ended(Learned learned, Instant now) {
    return range.to().isBefore(window.to())
        ? startingAt(range.to(), learned, now)
        : new RangeReading(server, window, range, pager, 0, failuresInAll, restarts, repeats, true);
  }

  /** Returns the state in which nothing more of the window is read. */
  public RangeReading abandoned() {
    return new RangeReading(
        server, window, range, pager, 0, failuresInAll, restarts, repeats, true);
  }

  /** Returns the state that begins a list again, at the given time or at its start. */
  public RangeReading restartedAt(Instant from, Learned learned, Instant now) {
    var again = startingAt(from, learned, now);
    return new RangeReading(
        server,
        window,
        again.range,
        again.pager,
        failures,
        failuresInAll,
        restarts + 1,
        repeats,
        false);
  }

  public RangeReading failed() {
    return new RangeReading(
        server, window, range, pager, failures + 1, failuresInAll + 1, restarts, repeats, done);
  }

  /** Whether a page may repeat the one before it by chance. */
  public boolean mayRepeat() {
    return repeats < MOST_REPEATS;
  }

  /** Returns the state after a page that repeats the one before it. */
  public RangeReading repeated() {
    return new RangeReading(
        server, window, range, pager, failures, failuresInAll, restarts, repeats + 1, done);
  }

  /**
   * Returns what to request instead of a request that has failed, or empty if it is the smallest. A
   * shorter range is tried before a smaller page, unless the page is likely to be too large.
   */
  public Optional<Learned> shrunk(Learned learned, FailedRequest failed) {
    var rows = learned.rows();
    var canBeSmaller = rows.rows(window.limit()) > 1;
    var tryPage = failed.isPageTooLarge() || failed.mayBeCut();
    if (canShorten(learned) && !(tryPage && canBeSmaller)) {
      return Optional.of(learned.with(learned.range().halved(), rows));
    }
    // An answer that is no answer at all ends a feed that has never worked after a few tries.
    var smaller = failed.mayBeCut() ? rows.halved().halved() : rows.halved();
    return canBeSmaller ? Optional.of(learned.with(learned.range(), smaller)) : Optional.empty();
  }

  /** Whether a shorter range can be requested. */
  public boolean canShorten(Learned learned) {
    var length = learned.range().length(window.length());
    return server.boundsEnd() && length.compareTo(RequestSize.SHORTEST) > 0;
  }

  /** Returns the state that requests the given share of the window and of a page. */
  public RangeReading resized(Learned learned, Instant now) {
    var smaller = sized(range.from(), learned);
    if (pager instanceof CursorPager cursor && isBehindFirstPage()) {
      return restartedAt(
          streams(learned) ? later(range.from(), second(cursor.newest())) : range.from(),
          learned,
          now);
    }
    // A list must be paged with the bounds it was begun with.
    return pager instanceof ListPager && !smaller.to().equals(range.to())
        ? restartedAt(range.from(), learned, now)
        : new RangeReading(
            server,
            window,
            smaller,
            pager.withLimit(smaller.limit()),
            failures,
            failuresInAll,
            restarts,
            repeats,
            false);
  }

  /** The failure, explained by the position it occurred at. */
  public ApiException explained(ApiException failure) {
    var said = String.valueOf(failure.getMessage());
    if (failure.error() == ApiError.EVENT_TOO_LARGE && range.limit() == 1) {
      var row = pager.position() + " of " + range;
      return new ApiException(
          ApiError.EVENT_TOO_LARGE, Recoverability.STOP, null, failure, row, said);
    }
    return failure.error() == ApiError.REFUSED && isBehindFirstPage()
        ? new ApiException(
            ApiError.TOO_MANY_AT_ONCE, Recoverability.STOP, null, failure, range.from(), said)
        : failure;
  }

  private RangeReading startingAt(Instant from, Learned learned, Instant now) {
    var next = sized(from, learned);
    return reading(next, starting(next, learned, now), restarts);
  }

  private Pager starting(Window next, Learned learned, Instant now) {
    if (server.pagination() == Pagination.CURSOR) {
      return CursorPager.START;
    }
    if (learned.pagesByTime(server)) {
      return TimePager.from(next.from());
    }
    var listing = learned.listing();
    return learned.readsFromTheEnd() && LastPages.canRead(listing, next.limit())
        ? LastPages.of(listing, next.limit())
        : ListPager.starting(next.limit(), now);
  }

  private RangeReading reading(Window next, Pager by, int begun) {
    return new RangeReading(server, window, next, by, 0, failuresInAll, begun, repeats, false);
  }

  /** Returns the range from the given time on that the size allows. */
  private Window sized(Instant from, Learned learned) {
    var size = learned.range();
    var end = server.boundsEnd() ? from.plus(size.length(window.length())) : window.to();
    var split = end.truncatedTo(ChronoUnit.SECONDS);
    var to = split.isAfter(from) ? split : split.plus(Duration.ofSeconds(1));
    var whole = size.halvings() == 0 || !server.boundsEnd() || !to.isBefore(window.to());
    return new Window(from, whole ? window.to() : to, learned.rows().rows(window.limit()));
  }

  private static Instant second(Instant time) {
    return time.equals(Instant.MIN) ? time : time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
