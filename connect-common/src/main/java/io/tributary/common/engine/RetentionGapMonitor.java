package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that a vendor has purged its log behind us: each window reaches back over events that
 * were sent before, and when not one of them is listed any more, others may have gone before they
 * were read. Said once, until one is listed again.
 */
final class RetentionGapMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionGapMonitor.class);

  private final String feed;
  private final boolean rowsMove;
  private Checkpoint before = Checkpoint.startingAt(Instant.EPOCH);
  private long expected;
  private boolean met;
  private boolean gap;

  /** Where rows move to a later time by themselves, nothing is noticed. */
  RetentionGapMonitor(String feed, boolean rowsMove) {
    this.feed = feed;
    this.rowsMove = rowsMove;
  }

  /** A window is opened. */
  void opened(Checkpoint checkpoint, Window window) {
    before = checkpoint;
    // The second a window starts in may be cut off.
    expected =
        rowsMove
            ? 0
            : checkpoint.seen().countBetween(window.from().plusSeconds(1), checkpoint.time());
    met = false;
  }

  /** Rows of the window have come. */
  void arrived(List<Event> rows) {
    met = met || rows.stream().anyMatch(row -> seen(row) || isFromBefore(row));
  }

  private boolean seen(Event row) {
    return before.seen().contains(row);
  }

  /** A row that is as old proves it, too: one that was sent before may have changed since. */
  private boolean isFromBefore(Event row) {
    return !row.timeOr(Instant.MAX).isAfter(before.time());
  }

  /** The window has been read to its end; whether there is a gap. */
  boolean finished() {
    var missing = expected > 0 && !met;
    if (missing && !gap) {
      LOG.warn(
          "{}: retention gap: none of the {} events of the overlap is listed any more. The vendor has"
              + " purged its log up to {} or later; what it purged unread is lost",
          feed,
          expected,
          before.time());
    }
    gap = missing;
    return gap;
  }
}
