// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Digests;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Pages by number through a list whose rows may move while it is read: rows that vanish pull others
 * up past the next page, and rows of equal time may change places with each request. One pass may
 * therefore skip rows. That does no harm if the next poll reads them again. Otherwise the pass is
 * repeated until it proves complete or finds nothing new. Immutable.
 *
 * @param limit the number of rows per page, by which pages are numbered
 * @param known the digests of the rows of the passes before this one
 * @param passes the number of passes before this one
 * @param closing whether the next page is the first one once more, which shows whether the front of
 *     the list has moved
 */
public record ListPager(
    Position position, int limit, Pass pass, Digests known, int passes, boolean closing)
    implements Pager {
  private static final int MOST_PASSES = 20;
  private static final int MOST_FRUITLESS = 6;

  /** Returns the pager of a list that has not been read. */
  public static ListPager starting(int limit, Instant now) {
    return new ListPager(Position.FIRST, limit, Pass.first(now), Digests.NONE, 0, false);
  }

  @Override
  public Turn with(Page page, PageContext context) {
    if (closing) {
      var moved = pass.hasLostFront(page);
      return moved && passes + 1 < MOST_PASSES
          ? again(page, context)
          : new Turn.End(page.events(), 0, moved, false);
    }
    if (pass.isRepeatedBy(page, position.row())) {
      return new Turn.Repeated(
          pass.with(Page.of(List.of()).withTotal(page.total()), known).isAll());
    }
    var after = with(pass.with(page, known));
    return context.nothingLeft() || after.isLast(page)
        ? after.ended(page, context)
        : new Turn.Next(page.events(), after.at(position.row() + page.events().size()));
  }

  @Override
  public Optional<Turn> refused(boolean notFound, boolean divisible, PageContext context) {
    var isFull = pass.last().length >= limit && !(pass.total().isPresent() && pass.isAll());
    var mayBeTooDeep = !notFound && divisible && isFull;
    return closing || position.isFirst() || mayBeTooDeep
        ? Optional.empty()
        : Optional.of(ended(Page.of(List.of()), context));
  }

  /** Returns how many rows the pass has listed, up to the given page. */
  long listed(Page last) {
    return closing ? pass.listed() : pass.listed() + last.events().size();
  }

  /** Returns how many rows its first page had. */
  int stride(Page last) {
    return pass.pages() == 0 ? last.events().size() : pass.first().length;
  }

  @Override
  public int limit(int most) {
    return limit;
  }

  /**
   * Returns the second of the newest row, UTC, if only the first page has been read. If the list
   * comes oldest first, no row before that second is missing.
   */
  public Instant firstPageUntil() {
    return passes == 0 && pass.pages() == 1
        ? pass.newest().truncatedTo(ChronoUnit.SECONDS)
        : Instant.MIN;
  }

  /**
   * Pages are numbered anew, so the next page may begin with rows that have been read. The server
   * may list fewer rows per page than requested, but not fewer than it did on the first page.
   */
  @Override
  public ListPager withLimit(int rows) {
    var page = position.row() / rows;
    var row = page * Math.min(rows, pass.first().length);
    return new ListPager(
        new Position(row, page, Optional.empty()), rows, pass, known, passes, closing);
  }

  private boolean isLast(Page page) {
    // A page may be empty because its rows were taken off after paging.
    var isLastNumber = position.page() + 1 >= page.pages().orElse(0);
    var known = page.pages().isPresent() || pass.total().isPresent();
    return isLastNumber && (page.events().isEmpty() || (known && pass.isAll()));
  }

  private Turn ended(Page page, PageContext context) {
    var missing = context.nothingLeft() ? 0 : missing();
    if (pass.pages() <= 1 && missing == 0) {
      return new Turn.End(page.events());
    }
    var proven = pass.provesAll(context.nothingLeft());
    if (!pass.newest().isAfter(context.readAgainUntil())) {
      return new Turn.End(page.events(), 0, false, !(proven && context.newestFirst()));
    }
    if (proven) {
      return context.newestFirst()
          ? new Turn.End(page.events())
          : new Turn.Next(
              page.events(), new ListPager(Position.FIRST, limit, pass, known, passes, true));
    }
    var fruitless = pass.listsEachOnce() ? 2 : MOST_FRUITLESS;
    if (pass.agrees() || pass.fruitless() >= fruitless || passes + 1 >= MOST_PASSES) {
      return new Turn.End(page.events(), missing, pass.news(), false);
    }
    return again(page, context);
  }

  private Turn again(Page page, PageContext context) {
    var next = pass.next(context.now());
    var read = known.with(pass.read()).with(page.digests());
    var rows = rows(context.range().limit(), passes + 1);
    return new Turn.Next(
        page.events(), new ListPager(Position.FIRST, rows, next, read, passes + 1, false));
  }

  /**
   * Returns the number of rows per page of a pass. It changes with each pass, so that rows of equal
   * time, which may change places, lie on the border of two pages in one pass but not in the next.
   */
  private static int rows(int whole, int passes) {
    return Math.max(1, whole - whole * (passes % 5) / 7);
  }

  /**
   * Returns how many rows the server has reported but not listed in any pass, at least 0. A row
   * that is in the list twice is not missing.
   */
  private long missing() {
    if (pass.agrees() && pass.isAll()) {
      return 0;
    }
    var read = known.with(pass.read()).size();
    return Math.max(0, pass.total().orElse(0) - read);
  }

  private ListPager with(Pass further) {
    return new ListPager(position, limit, further, known, passes, closing);
  }

  private ListPager at(long row) {
    var next = new Position(row, position.page() + 1, Optional.empty());
    return new ListPager(next, limit, pass, known, passes, closing);
  }
}
