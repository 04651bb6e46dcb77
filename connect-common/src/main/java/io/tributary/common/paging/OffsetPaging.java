// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.util.List;
import java.util.Optional;

/**
 * Paging by row number. Each page begins with the last row of the previous page, which reveals rows
 * that have moved in the meantime. A page shorter than requested is the last one, unless it is as
 * long as the longest page of the pull: then the server may have a lower limit, and another page is
 * requested.
 */
public final class OffsetPaging {
  private static final String OVERLAPPING = "~";

  private int longest;

  /** Returns the number of the first row of the page that a token denotes, counted from zero. */
  public static long offset(Optional<String> token) {
    return token.map(text -> Long.parseLong(text.replace(OVERLAPPING, ""))).orElse(0L);
  }

  /** Returns the page with the given rows, requested with the given token and limit. */
  public Page page(List<Event> events, Optional<String> token, int limit) {
    if (token.isEmpty()) {
      longest = 0;
    }
    var rows = events.size();
    var last = rows == 0 || (rows < limit && rows < longest);
    longest = Math.max(longest, rows);
    var overlaps = token.isPresent() && token.get().endsWith(OVERLAPPING);
    return new Page(
        events,
        last ? Optional.empty() : Optional.of(after(offset(token), rows)),
        overlaps,
        Long.MAX_VALUE);
  }

  private static String after(long offset, int rows) {
    // A page of one row cannot overlap, because it would be requested forever.
    return rows > 1 ? offset + rows - 1 + OVERLAPPING : Long.toString(offset + 1);
  }
}
