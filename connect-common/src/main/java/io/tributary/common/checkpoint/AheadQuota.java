// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import io.tributary.common.event.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits the events dated ahead of the present that one pull emits. Each must be remembered until
 * its time has come, so a device with a wrong year would fill the offset in the end. Events above
 * the limit are emitted when their time has come. Immutable.
 *
 * @param remembered how many were listed again or emitted in this pull
 * @param deferred how many have to wait for their time
 */
public record AheadQuota(int remembered, int deferred) {
  public static final int MOST = 5_000;
  public static final AheadQuota UNUSED = new AheadQuota(0, 0);

  /** The events to emit now, and the quota that is left. */
  public record Admission(List<Event> events, AheadQuota left) {}

  /** Returns the quota after rows were listed, of which some were emitted before. */
  public AheadQuota met(List<Event> rows, Checkpoint checkpoint, Reach reach) {
    var known =
        rows.stream()
            .filter(row -> checkpoint.isAhead(row, reach) && checkpoint.seen().contains(row))
            .count();
    return known == 0 ? this : new AheadQuota(remembered + (int) known, deferred);
  }

  public Admission admit(List<Event> unseen, Checkpoint checkpoint, Reach reach) {
    if (unseen.stream().noneMatch(event -> checkpoint.isAhead(event, reach))) {
      return new Admission(unseen, this);
    }
    var admitted = new ArrayList<Event>(unseen.size());
    var ahead = remembered;
    for (var event : unseen) {
      if (!checkpoint.isAhead(event, reach)) {
        admitted.add(event);
      } else if (ahead < MOST) {
        admitted.add(event);
        ahead++;
      }
    }
    var left = new AheadQuota(ahead, deferred + unseen.size() - admitted.size());
    return new Admission(admitted, left);
  }
}
