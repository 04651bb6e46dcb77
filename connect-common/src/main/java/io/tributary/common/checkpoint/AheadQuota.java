// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import io.tributary.common.event.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * How many events dated ahead of the present one pull lets through. Each must be remembered until
 * its time has come, and a device with a wrong year would fill an offset in the end. One beyond the
 * quota is sent when its time has come. Immutable.
 *
 * @param remembered those that were met or sent in this pull
 * @param deferred those that have to wait for their time
 */
public record AheadQuota(int remembered, int deferred) {
  public static final int MOST = 5_000;
  public static final AheadQuota UNUSED = new AheadQuota(0, 0);

  /** Events that may be sent now, and the quota after them. */
  public record Admission(List<Event> events, AheadQuota left) {}

  /** After rows were listed, of which some were sent before. */
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
