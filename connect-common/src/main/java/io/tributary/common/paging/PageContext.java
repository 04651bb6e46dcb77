// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a pager is told with each page.
 *
 * @param range the range that was requested
 * @param now the present, UTC
 * @param readAgainUntil the next poll reads rows up to this time again, UTC
 * @param newestFirst whether the list is proven to begin with the newest row, so that new rows only
 *     push others back
 * @param nothingLeft whether no later page can have a row of the range
 * @param openEnded whether rows behind the range are read as well, because no later range has them
 */
public record PageContext(
    Window range,
    Instant now,
    Instant readAgainUntil,
    boolean newestFirst,
    boolean nothingLeft,
    boolean openEnded) {

  /**
   * Returns the context of a page.
   *
   * @param at where the page is
   * @param passed whether an event was emitted before, or never will be
   */
  public static PageContext of(
      Window range,
      Instant now,
      Instant readAgainUntil,
      Learned learned,
      Pager at,
      List<Event> rows,
      Predicate<Event> passed,
      boolean openEnded) {
    return new PageContext(
        range,
        now,
        readAgainUntil,
        learned.newestFirst(),
        learned.nothingLeftFrom(range.from(), at, rows, passed),
        openEnded);
  }
}
