// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The lanes that a task reads, which request one page at a time. The first one has the first claim
 * on each request, so that the past never delays the tail. Not thread-safe.
 */
final class Lanes {
  private final List<Lane> all;

  Lanes(List<Lane> inOrderOfClaim) {
    this.all = List.copyOf(inOrderOfClaim);
  }

  Lane first() {
    return all.get(0);
  }

  /** Whether there is nothing to wait for except a page or the time to request one. */
  boolean awaitPages() {
    return all.stream().allMatch(Lane::awaitPages);
  }

  /** Returns the page to request now, or empty if none is needed or none is allowed yet. */
  Optional<Lane.Next> nextRequest(Instant now, long nanos, Present present) {
    for (var lane : all) {
      var next = lane.nextRequest(now, nanos, present);
      if (next.isPresent() || lane.isBusy(now, present)) {
        return next;
      }
    }
    return Optional.empty();
  }

  /** Returns the time until one of the lanes may request a page. */
  Duration untilDue(Instant now, Present present) {
    return all.stream()
        .map(lane -> lane.untilDue(now, present))
        .min(Duration::compareTo)
        .orElseThrow();
  }

  /** Returns how long the ready events may wait for more. */
  Duration mayWait(Instant now, Duration longest) {
    var wait = longest;
    for (var lane : all) {
      wait = lane.mayWait(now, wait);
    }
    return wait;
  }

  /** Takes events of one lane only, because each lane has its own checkpoint. */
  Lane.Ready takeReadyEvents(Instant now) {
    for (var lane : all) {
      var ready = lane.takeReadyEvents(now);
      if (!ready.events().isEmpty()) {
        return new Lane.Ready(lane, ready.reader(), withoutThoseOfOthers(lane, ready.events()));
      }
    }
    return first().takeReadyEvents(now);
  }

  /** An event without a time lies in no lane. The one that has listed it first has emitted it. */
  private List<Event> withoutThoseOfOthers(Lane lane, List<Event> events) {
    return all.size() == 1
        ? events
        : events.stream()
            .filter(event -> event.time() != null || !isSeenByAnother(lane, event))
            .toList();
  }

  private boolean isSeenByAnother(Lane lane, Event event) {
    return all.stream()
        .anyMatch(other -> other != lane && other.checkpoint().seen().contains(event));
  }

  /** Ends the rounds whose windows have been read and emitted. */
  void closeWindows(Instant now) {
    all.forEach(lane -> lane.closeWindows(now));
  }
}
