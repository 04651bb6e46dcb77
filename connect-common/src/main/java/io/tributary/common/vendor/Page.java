// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import io.tributary.common.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One page of a window.
 *
 * @param events the rows in the order received
 * @param next the vendor's token for the next page; empty at the end of the window
 * @param overlaps whether the first row must be one that this pull has already read, because paging
 *     by row number steps back one row. Always false for the first page.
 * @param total the number of rows in the window as reported by the vendor; zero if unknown, {@link
 *     Long#MAX_VALUE} if there must be more. When a page repeats the previous one, the list is
 *     assumed to have ended if this many rows have been read.
 */
public record Page(List<Event> events, Optional<String> next, boolean overlaps, long total) {
  public Page {
    if (total < 0) {
      throw new IllegalArgumentException("total must not be negative: " + total);
    }
  }

  /** Whether it has events, all of that time or later: those after them are for another window. */
  /**
   * Whether the page has events and all of them are at or after the given time, so that later pages
   * belong to another window.
   */
  public boolean isFrom(Instant time) {
    return !events.isEmpty()
        && events.stream().noneMatch(event -> event.timeOr(Instant.MIN).isBefore(time));
  }

  /** Returns the events in parts of at most the given size. */
  public List<List<Event>> parts(int longest) {
    var parts = new ArrayList<List<Event>>();
    for (var from = 0; from < events.size(); from += longest) {
      parts.add(events.subList(from, Math.min(from + longest, events.size())));
    }
    return parts;
  }
}
