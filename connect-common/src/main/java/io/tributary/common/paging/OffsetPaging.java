// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.util.List;
import java.util.Optional;

/**
 * Paging by row number. Each page begins with the last row of the page before, so that it shows
 * when rows have moved meanwhile. A page shorter than asked for is the last one, unless it is as
 * long as any page of the round has been: then the server may have a lower limit of its own, and is
 * asked again.
 */
public final class OffsetPaging {
  private static final String OVERLAPPING = "~";

  private int longest;

  /** The number of the first row of the page that a token stands for, from zero. */
  public static long offset(Optional<String> token) {
    return token.map(text -> Long.parseLong(text.replace(OVERLAPPING, ""))).orElse(0L);
  }

  /** The page of the given rows, asked for with the given token and limit. */
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
    // A page of one row cannot overlap: it would be asked for again and again.
    return rows > 1 ? offset + rows - 1 + OVERLAPPING : Long.toString(offset + 1);
  }
}
