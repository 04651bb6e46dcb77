// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Event;
import java.util.List;

/** What follows from a page. */
public sealed interface Turn {

  /** The rows are taken, and the pager requests another page. */
  record Next(List<Event> rows, Pager pager) implements Turn {}

  /**
   * The rows are taken, and the list has been read to its end.
   *
   * @param missing the number of rows that the server reported but did not list, at least 0
   * @param moving whether the rows kept moving until the end, so that some may have been skipped
   * @param toReadAgain whether some may have been skipped that the next window reads again
   */
  record End(List<Event> rows, long missing, boolean moving, boolean toReadAgain) implements Turn {
    /** The end of a list of which nothing is missing. */
    End(List<Event> rows) {
      this(rows, 0, false, false);
    }
  }

  /**
   * The page repeats the previous one.
   *
   * @param all whether as many rows have been read as the server reported
   */
  record Repeated(boolean all) implements Turn {}

  /** The server does not begin the list at the requested time, so it cannot be paged by time. */
  record StartIgnored() implements Turn {}
}
