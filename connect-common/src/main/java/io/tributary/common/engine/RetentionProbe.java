// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.util.List;

/**
 * Whether a vendor has purged its log behind us: each window reaches back over events that were
 * sent before, and when not one of them is listed any more, others may have gone before they were
 * read. Immutable.
 *
 * @param before the checkpoint the window was opened with
 * @param expected how many events sent before must be listed again
 * @param met whether one of them was listed
 */
record RetentionProbe(Checkpoint before, long expected, boolean met) {

  /** A window is opened. Where rows move to a later time by themselves, nothing is noticed. */
  static RetentionProbe of(Checkpoint checkpoint, Window window, boolean rowsMove) {
    // The second a window starts in may be cut off.
    var first = window.from().plusSeconds(1);
    var expected = rowsMove ? 0 : checkpoint.seen().countBetween(first, checkpoint.time());
    return new RetentionProbe(checkpoint, expected, false);
  }

  RetentionProbe with(List<Event> rows) {
    return met || rows.stream().noneMatch(row -> wasSent(row) || isAsOld(row))
        ? this
        : new RetentionProbe(before, expected, true);
  }

  /** Whether events have gone, once the window has been read to its end. */
  boolean foundGap() {
    return expected > 0 && !met;
  }

  private boolean wasSent(Event row) {
    return before.seen().contains(row);
  }

  /** A row that is as old proves it, too: one that was sent before may have changed since. */
  private boolean isAsOld(Event row) {
    return !row.timeOr(Instant.MAX).isAfter(before.time());
  }
}
