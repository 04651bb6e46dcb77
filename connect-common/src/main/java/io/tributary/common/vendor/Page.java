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
 * @param events its rows in the order they came
 * @param next the vendor's own token of the page to read next; absent at the end of the window
 * @param overlaps whether its first row must be one that this round has read already, because
 *     paging by row number steps back one row; always false for the first page
 * @param total how many rows the window has by all the vendor says: when a page repeats the one
 *     before, the list is taken to have ended if so many have been read; zero if it says nothing,
 *     {@link Long#MAX_VALUE} if there must be more
 */
public record Page(List<Event> events, Optional<String> next, boolean overlaps, long total) {
  public Page {
    if (total < 0) {
      throw new IllegalArgumentException("total must not be negative: " + total);
    }
  }

  /** Whether it has events, all of that time or later: those after them are for another window. */
  public boolean isFrom(Instant time) {
    return !events.isEmpty()
        && events.stream().noneMatch(event -> event.timeOr(Instant.MIN).isBefore(time));
  }

  /** Its events in parts of at most so many. */
  public List<List<Event>> parts(int longest) {
    var parts = new ArrayList<List<Event>>();
    for (var from = 0; from < events.size(); from += longest) {
      parts.add(events.subList(from, Math.min(from + longest, events.size())));
    }
    return parts;
  }
}
