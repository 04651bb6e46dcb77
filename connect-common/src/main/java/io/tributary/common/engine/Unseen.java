// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import java.util.List;
import java.util.Map;

/**
 * The events of a batch that were not emitted before.
 *
 * @param offsets the offset of each
 * @param next the state after they are emitted
 */
record Unseen(
    List<Event> events,
    List<Map<String, String>> offsets,
    long pullId,
    LaneState next,
    List<Observation> observations) {
  Unseen {
    if (events.size() != offsets.size()) {
      throw new IllegalArgumentException(
          events.size() + " events with " + offsets.size() + " offsets");
    }
  }

  /**
   * Drops the events seen before, and moves the checkpoint past the rest.
   *
   * @param nanos the time of a monotonic clock, in nanoseconds
   * @throws org.apache.kafka.connect.errors.ConnectException if the ids do not fit into an offset
   */
  static Unseen of(LaneState lane, List<Event> events, long nanos, Present present) {
    if (events.isEmpty()) {
      return new Unseen(events, List.of(), lane.lastPullId(), lane, List.of());
    }
    var observations = lane.observations();
    var reading = lane.requirePull();
    var checkpoint = lane.checkpoint();
    var policy = lane.policy();
    var reach = reading.reach(checkpoint, lane.reach(present));
    var own = events.stream().filter(event -> policy.emits(event, lane.window())).toList();
    var admission = reading.ahead().admit(checkpoint.unseen(own), checkpoint, reach);
    var unseen = admission.events();
    var before = checkpoint.withRoomFor(unseen.size());
    if (before.since().isAfter(checkpoint.since())) {
      observations.note(shrunk(before, policy.lookBack()));
    }
    var lookBack = policy.lookBack().longerBy(lane.readingTime(nanos));
    var emission = before.emit(unseen, reach, lookBack);
    observations.note(new Observation.Emitted(unseen, checkpoint.time(), lane.following()));
    var deferred = admission.left().deferred() - reading.ahead().deferred();
    if (deferred > 0) {
      observations.note(new Observation.Deferred(deferred));
    }
    var after = lane.next(emission.after(), reading.with(admission.left()));
    var next = after.with(after.progress().at(emission.after(), lookBack));
    observations.note(new Observation.ReadUpTo(next.readUpTo(), next.checkpoint()));
    return new Unseen(unseen, emission.offsets(), lane.lastPullId(), next, observations.all());
  }

  private static Observation shrunk(Checkpoint after, LookBack lookBack) {
    return after.since().isAfter(lookBack.pollsFrom(after.time()))
        ? new Observation.OverlapShrunk(after.since())
        : new Observation.HorizonShrunk(after.since());
  }
}
