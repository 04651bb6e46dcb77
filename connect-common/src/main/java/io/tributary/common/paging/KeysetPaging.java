// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Paging through a list that is sorted by time, oldest first, whose rows move to its end when they
 * change. A page begins at the second of the last row of the page before, so no row can slip past
 * it. Row numbers count only within one second, where the server ignores the start, and until it
 * has proven that it keeps the order; then each page begins with the last row of the one before.
 */
public final class KeysetPaging {
  private static final String OVERLAPPING = "~";

  private SortOrderProof order = SortOrderProof.of(SortOrder.OLDEST_FIRST);
  private boolean startIgnored;
  private int longest;
  private long lastDigest;
  private Instant lastSecond = Instant.MIN;

  /**
   * What to ask for.
   *
   * @param from the time of the first row, in whole seconds, UTC
   * @param offset how many rows from there on to pass over
   */
  public record Place(Instant from, long offset) {}

  /** The place that a token stands for. */
  public static Place place(Window window, Optional<String> token) {
    return token.map(KeysetPaging::place).orElseGet(() -> new Place(second(window.from()), 0));
  }

  /**
   * The page of the given rows.
   *
   * @param total how many rows there are from the start that was asked for, where the vendor says
   *     so; where it does not, a page that is shorter than asked for, and than the longest so far,
   *     is the last one
   */
  public Page page(List<Event> rows, Window window, Optional<String> token, OptionalLong total) {
    if (token.isEmpty()) {
      order = SortOrderProof.of(SortOrder.OLDEST_FIRST);
      longest = 0;
    }
    var place = place(window, token);
    startIgnored |= rows.stream().anyMatch(row -> row.timeOr(place.from).isBefore(place.from));
    if (startIgnored && !place.from.equals(second(window.from()))) {
      // The server cannot begin there: once more from the start, by row numbers alone.
      return new Page(List.of(), Optional.of(token(second(window.from()), 0)), false, 0);
    }
    order = order.with(rows);
    var overlaps = token.isPresent() && token.get().endsWith(OVERLAPPING);
    if (overlaps && slipped(rows) && moves(place, lastSecond)) {
      // The page has proven the order, but rows before it were never seen: from there once more.
      return new Page(List.of(), Optional.of(token(lastSecond, 0)), false, 0);
    }
    var read = place.offset + rows.size();
    var last =
        rows.isEmpty()
            || (total.isPresent()
                ? read >= total.getAsLong()
                : rows.size() < window.limit() && rows.size() < longest);
    longest = Math.max(longest, rows.size());
    return new Page(
        rows, last ? Optional.empty() : Optional.of(next(place, rows)), overlaps, Long.MAX_VALUE);
  }

  private boolean slipped(List<Event> rows) {
    return !rows.isEmpty() && rows.get(0).digest() != lastDigest;
  }

  private boolean moves(Place place, Instant second) {
    return !startIgnored && order.oldestFirst() && second.isAfter(place.from);
  }

  private String next(Place place, List<Event> rows) {
    var last = rows.get(rows.size() - 1);
    lastDigest = last.digest();
    lastSecond = second(last.timeOr(place.from));
    var firstSecond = second(rows.get(0).timeOr(place.from));
    if (moves(place, lastSecond) && lastSecond.isAfter(firstSecond)) {
      return token(lastSecond, 0);
    }
    // A page of one row cannot overlap: it would be asked for again and again.
    return rows.size() > 1
        ? token(place.from, place.offset + rows.size() - 1) + OVERLAPPING
        : token(place.from, place.offset + 1);
  }

  private static String token(Instant from, long offset) {
    return from.getEpochSecond() + "/" + offset;
  }

  private static Place place(String token) {
    var parts = token.replace(OVERLAPPING, "").split("/", 2);
    return new Place(Instant.ofEpochSecond(Long.parseLong(parts[0])), Long.parseLong(parts[1]));
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
