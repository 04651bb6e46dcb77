// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.SortOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a server lists rows, as the last pass over a whole list has shown it, whatever
 * the server promises. One row in the wrong place within a page refutes it. Immutable.
 *
 * @param order the order, as far as it is known
 * @param rows the number of rows that the list had, at least 0
 * @param stride the number of rows of its first page, by which the server numbers pages
 * @param up the number of steps to a later time in the pass so far
 * @param down the number of steps to an earlier time in it
 * @param lastOfPage the time of the last row of the previous page, UTC; null if it had none
 */
public record Listing(
    SortOrder order, long rows, int stride, int up, int down, @Nullable Instant lastOfPage) {
  public static final Listing UNKNOWN = new Listing(SortOrder.UNKNOWN, 0, 0, 0, 0, null);

  /** An unordered list takes this many steps in one direction once in 360,000 times. */
  private static final int PROOF = 9;

  /** Returns the state at the start of a pass. */
  Listing atStart() {
    return new Listing(order, rows, stride, 0, 0, null);
  }

  /** Returns the state after a page of which nothing tells how it follows the one before. */
  Listing withPage(List<Event> page) {
    return new Listing(order, rows, stride, up, down, null).with(page);
  }

  /** Returns the state after the next page of a pass. */
  Listing with(List<Event> page) {
    var later = 0;
    var earlier = 0;
    Instant before = null;
    for (var row : page) {
      var time = row.time();
      if (time != null) {
        later += before != null && time.isAfter(before) ? 1 : 0;
        earlier += before != null && time.isBefore(before) ? 1 : 0;
        before = time;
      }
    }
    var refuted =
        (order == SortOrder.NEWEST_FIRST && later > 0)
            || (order == SortOrder.OLDEST_FIRST && earlier > 0);
    // Rows that are added while a list is read move others to the next page, but hardly a page far.
    if (before != null && lastOfPage != null) {
      later += before.isAfter(lastOfPage) ? 1 : 0;
      earlier += before.isBefore(lastOfPage) ? 1 : 0;
    }
    return new Listing(
        refuted ? SortOrder.UNKNOWN : order,
        rows,
        stride,
        up + later,
        down + earlier,
        before == null ? lastOfPage : before);
  }

  /** Returns what a pass has shown that has read the whole list. */
  Listing passed(long listed, int perPage) {
    return new Listing(shown(), listed, perPage, 0, 0, null);
  }

  /** Returns the same list with another number of rows. */
  Listing ofRows(long listed) {
    return new Listing(order, listed, stride, up, down, lastOfPage);
  }

  /** Returns the same list with the order that a pass over more of it has shown. */
  Listing in(SortOrder shown) {
    return new Listing(shown, rows, stride, up, down, lastOfPage);
  }

  private SortOrder shown() {
    if (down == 0 && up >= PROOF) {
      return SortOrder.OLDEST_FIRST;
    }
    if (up == 0 && down >= PROOF) {
      return SortOrder.NEWEST_FIRST;
    }
    return up > 0 && down > 0 ? SortOrder.UNKNOWN : order;
  }
}
