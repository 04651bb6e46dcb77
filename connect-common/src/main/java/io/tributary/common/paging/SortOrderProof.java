package io.tributary.common.paging;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.SortOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server keeps the order it is said to have. That is believed only after several steps
 * the right way and, oldest first, a second page that is later than the first; one step the wrong
 * way within a page ends it for the round. Between pages a step back proves nothing: rows that
 * appear or vanish meanwhile move the others.
 */
public final class SortOrderProof {
  /** A list in no order begins with so many steps the right way once in 360,000 times. */
  private static final int PROOF = 8;

  private final SortOrder said;
  private int steps;
  private boolean broken;
  private boolean goesOn;
  private @Nullable Instant lastOfPage;

  public SortOrderProof(SortOrder said) {
    this.said = said;
    this.goesOn = said == SortOrder.NEWEST_FIRST;
  }

  /** Takes the rows of a page in the order they came. */
  public void arrived(List<Event> rows) {
    Instant before = null;
    for (var row : rows) {
      var time = row.time();
      if (time != null) {
        compare(before, time);
        before = time;
      }
    }
    goesOn |= before != null && lastOfPage != null && before.isAfter(lastOfPage);
    lastOfPage = before;
  }

  /** Whether pages may be handed over as they come. */
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
    return broken && said != SortOrder.UNKNOWN;
  }

  private boolean proven() {
    return !broken && goesOn && steps >= PROOF;
  }

  private void compare(@Nullable Instant before, Instant time) {
    if (before != null && !time.equals(before)) {
      var right = time.isAfter(before) == (said == SortOrder.OLDEST_FIRST);
      steps += right ? 1 : 0;
      broken |= !right;
    }
  }
}
