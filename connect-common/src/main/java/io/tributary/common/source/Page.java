package io.tributary.common.source;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One page of a window.
 *
 * @param events its rows in the order they came
 * @param next the vendor's own token of the page after it; absent at the end of the window
 * @param overlaps whether its first row must be one that this round has read already, because
 *     paging by row number steps back one row; always false for the first page
 * @param total how many rows the window has, where the vendor says so
 */
public record Page(
    List<Event> events, Optional<String> next, boolean overlaps, OptionalLong total) {

  /** A page of a vendor that tells no total. */
  public Page(List<Event> events, Optional<String> next, boolean overlaps) {
    this(events, next, overlaps, OptionalLong.empty());
  }
}
