// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.coverage;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.util.List;

/**
 * Detects that a vendor has purged its log. Each window reaches back over events sent before. If
 * none of them is listed any more, other events may have been purged before they were read.
 * Immutable.
 *
 * @param before the checkpoint the window was opened with
 * @param expected the number of events sent before that must be listed again
 * @param met whether one of them was listed
 */
public record RetentionProbe(Checkpoint before, long expected, boolean met) {

  /**
   * Returns the probe for a window that has just been opened. It detects nothing if rows move to a
   * later time when they change.
   */
  public static RetentionProbe of(Checkpoint checkpoint, Window window, boolean rowsMove) {
    // The window may cut off part of its first second.
    var first = window.from().plusSeconds(1);
    var expected = rowsMove ? 0 : checkpoint.seen().countBetween(first, checkpoint.time());
    return new RetentionProbe(checkpoint, expected, false);
  }

  public RetentionProbe with(List<Event> rows) {
    return met || rows.stream().noneMatch(row -> wasSent(row) || isAsOld(row))
        ? this
        : new RetentionProbe(before, expected, true);
  }

  /** Whether events were purged. Valid once the window has been read completely. */
  public boolean foundGap() {
    return expected > 0 && !met;
  }

  private boolean wasSent(Event row) {
    return before.seen().contains(row);
  }

  /**
   * A row that is as old also proves that nothing was purged: an event sent before may have changed
   * since.
   */
  private boolean isAsOld(Event row) {
    return !row.timeOr(Instant.MAX).isAfter(before.time());
  }
}
