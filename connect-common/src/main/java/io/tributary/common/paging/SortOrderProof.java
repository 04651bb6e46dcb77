// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.SortOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that a server lists rows in its promised order. The order is proven after several steps
 * in the right direction and, for oldest first, a second page later than the first. One step in the
 * wrong direction within a page disproves it for the list. A step back between pages proves
 * nothing, because rows that appear or vanish in the meantime move the others.
 *
 * @param promised the order that the server promises
 * @param steps the number of steps in the right direction within pages, at least 0
 * @param contradicted whether a page had a step in the wrong direction
 * @param continued whether the order continued from one page to the next
 * @param lastOfPage the time of the last row of the previous page, UTC; null if it had none
 */
public record SortOrderProof(
    SortOrder promised,
    int steps,
    boolean contradicted,
    boolean continued,
    @Nullable Instant lastOfPage) {
  /** An unordered list begins with this many steps in the right direction once in 360,000 times. */
  private static final int PROOF = 8;

  public SortOrderProof {
    if (steps < 0) {
      throw new IllegalArgumentException("steps must not be negative: " + steps);
    }
  }

  /** Returns the state in which nothing is proven. */
  public static SortOrderProof of(SortOrder promised) {
    return new SortOrderProof(promised, 0, false, promised == SortOrder.NEWEST_FIRST, null);
  }

  /** Returns the state at the start of a list, where the next page follows no other. */
  public SortOrderProof atStart() {
    return new SortOrderProof(promised, steps, contradicted, continued, null);
  }

  /** Returns the state in another window, in which a contradicted order may be proven anew. */
  public SortOrderProof inNextWindow() {
    return contradicted ? of(promised) : atStart();
  }

  /** Returns the state after another page with the given rows, in the order received. */
  public SortOrderProof with(List<Event> rows) {
    var right = steps;
    var wrong = contradicted;
    Instant before = null;
    for (var row : rows) {
      var time = row.time();
      if (time != null) {
        if (before != null && !time.equals(before)) {
          var forward = time.isAfter(before) == (promised == SortOrder.OLDEST_FIRST);
          right += forward ? 1 : 0;
          wrong |= !forward;
        }
        before = time;
      }
    }
    var later = before != null && lastOfPage != null && before.isAfter(lastOfPage);
    return new SortOrderProof(promised, right, wrong, continued || later, before);
  }

  /** Whether pages may be emitted as they arrive. */
  public boolean oldestFirst() {
    return promised == SortOrder.OLDEST_FIRST && proven();
  }

  /** Whether the list begins with the newest row. */
  public boolean newestFirst() {
    return promised == SortOrder.NEWEST_FIRST && proven();
  }

  /** Whether no row after the given ones is at or after the given time. */
  public boolean nothingLeftFrom(Instant time, List<Event> rows) {
    return newestFirst() && rows.stream().anyMatch(row -> row.timeOr(Instant.MAX).isBefore(time));
  }

  /** Whether the server has broken its promised order. */
  public boolean broken() {
    return contradicted && promised != SortOrder.UNKNOWN;
  }

  private boolean proven() {
    return !contradicted && continued && steps >= PROOF;
  }
}
