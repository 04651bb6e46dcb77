// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Digests;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Pages by time through a list that is proven to come oldest first. The next page begins at the
 * second of the last row, so rows that appear, vanish or change places cannot make it skip any. Row
 * numbers count only within one second: to ask whether a short page was the last one, and where a
 * second fills a page. Such a second is read again until a pass finds nothing new. Immutable.
 *
 * @param from where the list begins, UTC; a whole second after the first page
 * @param row the number of rows to skip from there
 * @param second what has been read of the second that the list begins with
 * @param capped whether the server lists fewer rows than requested although there are more
 * @param asking whether the next page only shows whether there is one
 * @param skips how many pages in a row were empty, as if the server had taken all their rows off
 * @param widest the most rows that a page had
 */
public record TimePager(
    Instant from, long row, Second second, boolean capped, boolean asking, int skips, int widest)
    implements Pager {
  private static final int MOST_PASSES = 50;
  private static final int MOST_SKIPS = 3;

  /** A pass over rows in random order misses a given one with a probability of 0.37 at most. */
  private static final int MOST_FRUITLESS = 8;

  /**
   * No server is known to page through fewer rows than these. If it refuses even one row more, the
   * list has ended, as long as fewer have been read.
   */
  private static final int LEAST_CAP = 1000;

  /** The rows of one second. */
  private record Second(
      Digests read,
      Digests pass,
      long listed,
      long[] lastPage,
      int passes,
      int fruitless,
      boolean news) {
    static final Second UNREAD =
        new Second(Digests.NONE, Digests.NONE, 0, new long[0], 0, 0, false);

    Second with(long[] digests) {
      var grown = read.with(digests);
      return new Second(
          grown,
          pass.with(digests),
          listed + digests.length,
          digests,
          passes,
          fruitless,
          news || grown.size() > read.size());
    }

    /** Whether the pass just ended has shown all rows, as far as a list of row numbers can. */
    boolean complete() {
      return passes >= MOST_PASSES
          // A pass that lists a row twice may lack another one.
          || (passes > 0 && !news && (pass.size() == listed || fruitless + 1 >= MOST_FRUITLESS));
    }

    /** Whether the pass has read only one page. */
    boolean isOnOnePage() {
      return listed == lastPage.length;
    }

    Second again() {
      return new Second(
          read, Digests.NONE, 0, new long[0], passes + 1, news ? 0 : fruitless + 1, false);
    }

    /** Whether the server answers with the same rows, or any rows, without end. */
    boolean isRepeatedBy(long[] digests) {
      return digests.length > 0
          && (Arrays.equals(digests, lastPage) || listed > 10L * Math.max(1, read.size()));
    }
  }

  /** Returns the pager of a range that begins at the given time. */
  public static TimePager from(Instant start) {
    return new TimePager(start, 0, Second.UNREAD, false, false, 0, 1);
  }

  @Override
  public Position position() {
    return Position.ofRow(row);
  }

  @Override
  public Turn with(Page page, PageContext context) {
    var rows = page.events();
    var digests = page.digests();
    if (rows.stream().anyMatch(this::isBeforeStart)) {
      return new Turn.StartIgnored();
    }
    if (row > 0 && second.isRepeatedBy(digests)) {
      return new Turn.Repeated(rows.size() < context.range().limit());
    }
    var here = rowsBefore(rows, wholeSecond(from).plusSeconds(1));
    var read = second.with(Arrays.copyOf(digests, here));
    var isCapped = capped || (asking && !rows.isEmpty());
    var most = Math.max(widest, rows.size());
    if (rows.isEmpty() && capped && skips < MOST_SKIPS) {
      // Not by more rows than the server is known to list at once.
      return new Turn.Next(
          rows, new TimePager(from, row + most, second, true, true, skips + 1, most));
    }
    var ends = rows.isEmpty() || isLast(page, context.range().limit());
    if (asking && !capped && !rows.isEmpty()) {
      // The page before was cut off, so rows may have moved between the two.
      return new Turn.Next(
          rows.subList(0, here), new TimePager(from, 0, read.again(), true, false, 0, most));
    }
    if (here == rows.size() && !ends) {
      var full = rows.size() >= context.range().limit();
      return new Turn.Next(rows, new TimePager(from, row + here, read, isCapped, !full, 0, most));
    }
    // A page that was not cut off has shown the whole second.
    var onOnePage =
        row == 0 || (asking && second.isOnOnePage() && (!capped || second.listed < most));
    if (!onOnePage && !read.complete()) {
      return new Turn.Next(
          rows.subList(0, here), new TimePager(from, 0, read.again(), isCapped, false, 0, most));
    }
    if (ends) {
      return new Turn.End(rows);
    }
    return behind(rows, digests, context, isCapped);
  }

  /** Continues behind a page that goes beyond the second it began with. */
  private Turn behind(List<Event> rows, long[] digests, PageContext context, boolean isCapped) {
    var most = Math.max(widest, rows.size());
    var last = rows.stream().map(row -> row.timeOr(from)).reduce(from, TimePager::later);
    if (!context.openEnded() && !last.isBefore(context.range().to())) {
      return new Turn.End(rows);
    }
    var lastSecond = wholeSecond(last);
    if (isCapped || rows.size() >= context.range().limit()) {
      return new Turn.Next(
          rows, new TimePager(lastSecond, 0, Second.UNREAD, isCapped, false, 0, most));
    }
    var known = Arrays.copyOfRange(digests, rowsBefore(rows, lastSecond), digests.length);
    var read = Second.UNREAD.with(known);
    return new Turn.Next(rows, new TimePager(lastSecond, known.length, read, false, true, 0, most));
  }

  @Override
  public Optional<Turn> refused(boolean notFound, boolean divisible, PageContext context) {
    var isEnd = asking || notFound || (context.range().limit() == 1 && row < LEAST_CAP);
    return row > 0 && isEnd ? Optional.of(with(Page.of(List.of()), context)) : Optional.empty();
  }

  /** Whether the list ends with this page. A full page may be cut off, whatever the total says. */
  private boolean isLast(Page page, int limit) {
    return page.total().isPresent()
        && row + page.events().size() >= page.total().getAsLong()
        && page.events().size() < limit;
  }

  /** A vendor may request a fraction of a second more, because a bound may be exclusive. */
  private boolean isBeforeStart(Event event) {
    return event.timeOr(from).isBefore(wholeSecond(from).minus(Duration.ofSeconds(1)));
  }

  private static int rowsBefore(List<Event> rows, Instant time) {
    for (var i = 0; i < rows.size(); i++) {
      if (!rows.get(i).timeOr(Instant.MIN).isBefore(time)) {
        return i;
      }
    }
    return rows.size();
  }

  private static Instant wholeSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
