// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import io.tributary.common.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One page of a window, as the server returned it.
 *
 * @param events the rows in the order received
 * @param total the number of rows in the window, if the server reports it
 * @param pages the number of pages in the window, if the server reports it
 * @param cursor the cursor that requests the next page, if the server returned one
 */
public record Page(
    List<Event> events, OptionalLong total, OptionalLong pages, Optional<String> cursor) {

  /** Returns a page about which the server reports nothing but its rows. */
  public static Page of(List<Event> events) {
    return new Page(events, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
  }

  /** Returns the same page of a list with the given number of rows. */
  public Page withTotal(OptionalLong rows) {
    return new Page(events, rows, pages, cursor);
  }

  /** Returns the same page of a list with the given number of pages. */
  public Page withPages(OptionalLong number) {
    return new Page(events, total, number, cursor);
  }

  /** Returns the same page, followed by the one that the given cursor requests. */
  public Page withCursor(Optional<String> next) {
    return new Page(events, total, pages, next);
  }

  /** Whether another page may follow, as far as the server reports it. */
  public boolean mayBeFollowed() {
    var listed = total.orElse(Long.MAX_VALUE) > events.size() && pages.orElse(2) > 1;
    return cursor.isPresent() || (!events.isEmpty() && listed);
  }

  /** Returns the digests of the rows in the order received. */
  public long[] digests() {
    return events.stream().mapToLong(Event::digest).toArray();
  }

  /**
   * Whether the page has events and all of them are at or after the given time, so that later pages
   * belong to another window.
   */
  public boolean isFrom(Instant time) {
    return !events.isEmpty()
        && events.stream().noneMatch(event -> event.timeOr(Instant.MIN).isBefore(time));
  }

  /** Returns the given events in parts of at most the given size. */
  public static List<List<Event>> parts(List<Event> events, int longest) {
    var parts = new ArrayList<List<Event>>();
    for (var from = 0; from < events.size(); from += longest) {
      parts.add(events.subList(from, Math.min(from + longest, events.size())));
    }
    return parts;
  }
}
