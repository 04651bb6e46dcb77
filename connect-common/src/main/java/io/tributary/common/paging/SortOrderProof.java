// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.SortOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server keeps the order it is said to have. That is believed only after several steps
 * the right way and, oldest first, a second page that is later than the first. One step the wrong
 * way within a page ends it for the window. Between pages a step back proves nothing, because rows
 * that appear or vanish meanwhile move the others.
 *
 * @param said the order the server is said to have
 * @param steps how many steps the right way were seen within pages
 * @param contradicted whether a step the wrong way was seen within a page
 * @param continued whether the order goes on from page to page
 * @param lastOfPage the time of the last row of the page before; null if it had none
 */
public record SortOrderProof(
    SortOrder said,
    int steps,
    boolean contradicted,
    boolean continued,
    @Nullable Instant lastOfPage) {
  /** A list in no order begins with so many steps the right way once in 360,000 times. */
  private static final int PROOF = 8;

  public SortOrderProof {
    if (steps < 0) {
      throw new IllegalArgumentException("steps must not be negative: " + steps);
    }
  }

  /** Nothing is proven yet. */
  public static SortOrderProof of(SortOrder said) {
    return new SortOrderProof(said, 0, false, said == SortOrder.NEWEST_FIRST, null);
  }

  /** What is proven after the rows of another page, in the order they came. */
  public SortOrderProof with(List<Event> rows) {
    var right = steps;
    var wrong = contradicted;
    Instant before = null;
    for (var row : rows) {
      var time = row.time();
      if (time != null) {
        if (before != null && !time.equals(before)) {
          var forward = time.isAfter(before) == (said == SortOrder.OLDEST_FIRST);
          right += forward ? 1 : 0;
          wrong |= !forward;
        }
        before = time;
      }
    }
    var later = before != null && lastOfPage != null && before.isAfter(lastOfPage);
    return new SortOrderProof(said, right, wrong, continued || later, before);
  }

  /** Whether pages may be emitted as they come. */
  public boolean oldestFirst() {
    return said == SortOrder.OLDEST_FIRST && proven();
  }

  /** Whether, behind the given rows, there is nothing from the given time on. */
  public boolean nothingLeftFrom(Instant time, List<Event> rows) {
    return said == SortOrder.NEWEST_FIRST
        && proven()
        && rows.stream().anyMatch(row -> row.timeOr(Instant.MAX).isBefore(time));
  }

  /** Whether the server has been caught with another order. */
  public boolean broken() {
    return contradicted && said != SortOrder.UNKNOWN;
  }

  private boolean proven() {
    return !contradicted && continued && steps >= PROOF;
  }
}
