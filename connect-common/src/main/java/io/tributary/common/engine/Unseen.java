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
    ReaderState next,
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
  static Unseen of(ReaderState reader, List<Event> events, long nanos, Present present) {
    if (events.isEmpty()) {
      return new Unseen(events, List.of(), reader.lastPullId(), reader, List.of());
    }
    var observations = reader.observations();
    var reading = reader.requirePull();
    var checkpoint = reader.checkpoint();
    var policy = reader.policy();
    var reach = reading.reach(checkpoint, reader.reach(present));
    var own = events.stream().filter(event -> policy.emits(event, reader.window())).toList();
    var admission = reading.ahead().admit(checkpoint.unseen(own), checkpoint, reach);
    var unseen = admission.events();
    var before = checkpoint.withRoomFor(unseen.size());
    if (before.since().isAfter(checkpoint.since())) {
      observations.note(shrunk(before, policy.lookBack()));
    }
    var lookBack = policy.lookBack().longerBy(reader.readingTime(nanos));
    var all = before.emit(unseen, reach, lookBack);
    var emission = reader.endsLane() ? all.reaching(policy.end()) : all;
    observations.note(new Observation.Emitted(unseen, checkpoint.time(), reader.following()));
    var deferred = admission.left().deferred() - reading.ahead().deferred();
    if (deferred > 0) {
      observations.note(new Observation.Deferred(deferred));
    }
    var after = reader.next(emission.after(), reading.with(admission.left()));
    var next = after.with(after.progress().at(emission.after(), lookBack));
    observations.note(new Observation.ReadUpTo(next.readUpTo(), next.checkpoint()));
    return new Unseen(unseen, emission.offsets(), reader.lastPullId(), next, observations.all());
  }

  private static Observation shrunk(Checkpoint after, LookBack lookBack) {
    return after.since().isAfter(lookBack.pollsFrom(after.time()))
        ? new Observation.OverlapShrunk(after.since())
        : new Observation.HorizonShrunk(after.since());
  }
}
