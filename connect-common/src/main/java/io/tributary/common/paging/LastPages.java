// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import java.util.List;
import java.util.Optional;

/**
 * Reads the end of a list that is known to come oldest first: from the page that was the last one
 * to the one that is it now, and then back until a page has only rows that are old and were sent.
 * Rows that fall off at the front move others towards it, where they are read next. Immutable.
 *
 * @param limit the number of rows to request per page
 * @param stride the number of rows by which the server numbers pages
 * @param page the number of the next page, from 0
 * @param first the page at which reading began
 * @param onward whether the end of the list has not been reached
 * @param old whether the first page had only rows that are old and were sent
 */
public record LastPages(int limit, int stride, long page, long first, boolean onward, boolean old)
    implements Pager {

  /** Whether a list has a known end to begin at. */
  static boolean canRead(Listing listing, int limit) {
    return listing.stride() > 0 && listing.rows() > Math.min(listing.stride(), limit);
  }

  /** Returns the pager of a list that was read before. */
  static LastPages of(Listing listing, int limit) {
    var stride = Math.min(listing.stride(), limit);
    return from((listing.rows() - 1) / stride, limit, stride);
  }

  private static LastPages from(long page, int limit, int stride) {
    return new LastPages(limit, stride, page, page, true, false);
  }

  @Override
  public Position position() {
    return new Position(page * stride, (int) page, Optional.empty());
  }

  @Override
  public Turn with(Page read, PageContext context) {
    if (!onward) {
      return context.nothingLeft() ? new Turn.End(read.events()) : back(read, page - 1);
    }
    if (read.events().isEmpty() && page == first) {
      return shorter(read);
    }
    var isOld = page == first ? context.nothingLeft() : old;
    if (!read.events().isEmpty() && !isLast(read)) {
      return new Turn.Next(
          read.events(), new LastPages(limit, stride, page + 1, first, true, isOld));
    }
    return isOld ? new Turn.End(read.events()) : back(read, first - 1);
  }

  private Turn back(Page read, long to) {
    return to < 0
        ? new Turn.End(read.events())
        : new Turn.Next(read.events(), new LastPages(limit, stride, to, first, false, false));
  }

  /** The list has become shorter than it was. */
  private Turn shorter(Page read) {
    var last = read.total().isPresent() ? (read.total().getAsLong() - 1) / stride : page - 1;
    var next = Math.min(last, page - 1);
    return next < 0
        ? new Turn.End(read.events())
        : new Turn.Next(read.events(), from(next, limit, stride));
  }

  private boolean isLast(Page read) {
    return page + 1 >= read.pages().orElse(Long.MAX_VALUE)
        || (page + 1) * stride >= read.total().orElse(Long.MAX_VALUE);
  }

  @Override
  public Optional<Turn> refused(boolean notFound, boolean divisible, PageContext context) {
    return onward && page > 0 ? Optional.of(with(Page.of(List.of()), context)) : Optional.empty();
  }

  /** Returns how many rows the list has, at least, if this is its last page. */
  long rowsUpTo(Page read) {
    return read.total().orElse(page * stride + read.events().size());
  }

  @Override
  public int limit(int most) {
    return limit;
  }

  /** Pages are numbered anew, so reading begins anew. */
  @Override
  public Pager withLimit(int rows) {
    return rows == limit
        ? this
        : from(first * stride / Math.min(rows, stride), rows, Math.min(rows, stride));
  }
}
