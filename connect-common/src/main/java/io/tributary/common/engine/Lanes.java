// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import io.tributary.common.paging.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a feed, which share one checkpoint and request one page at a time. Polls come first:
 * a sweep gets a request between two polls, or now and then within one that takes long. Not
 * thread-safe.
 */
final class Lanes {
  /** A sweep that is due waits for so many requests of a poll at most. */
  private static final int REQUESTS_BEFORE_A_SWEEP = 4;

  private final Lane polls;
  private final @Nullable Lane sweeps;
  private final List<Lane> all;
  private int requestsOfPolls;

  /** Events to emit, and the lane that has read them. */
  record Ready(Lane lane, List<Event> events) {}

  /** A page to request, and the lane that needs it. */
  record Next(Lane lane, PageRequest request) {}

  Lanes(Lane polls, @Nullable Lane sweeps) {
    this.polls = polls;
    this.sweeps = sweeps;
    this.all = sweeps == null ? List.of(polls) : List.of(polls, sweeps);
  }

  Lane polls() {
    return polls;
  }

  /** Whether there is nothing to wait for except a page or the time to request one. */
  boolean awaitPages() {
    return all.stream().allMatch(lane -> lane.state().awaitsPage());
  }

  /** Returns the page to request now, or empty if none is needed or none is allowed yet. */
  Optional<Next> nextRequest(Instant now, long nanos, Present present) {
    var request = polls.nextRequest(now, nanos, present);
    if (request.isPresent()) {
      requestsOfPolls++;
      return Optional.of(new Next(polls, request.get()));
    }
    var other = sweeps;
    if (other == null || !maySweep(now, present)) {
      return Optional.empty();
    }
    return other
        .nextRequest(now, nanos, present)
        .map(
            page -> {
              requestsOfPolls = 0;
              return new Next(other, page);
            });
  }

  /** Returns the time until one of the lanes may request a page. */
  Duration untilDue(Instant now, Present present) {
    var wait = polls.pace().untilDue(now);
    if (sweeps == null || !maySweep(now, present)) {
      return wait;
    }
    var other = sweeps.pace().untilDue(now);
    return other.compareTo(wait) < 0 ? other : wait;
  }

  /** Whether a sweep may have the next request, as only once a feed has reached the present. */
  private boolean maySweep(Instant now, Present present) {
    return sweeps != null
        && polls.state().following()
        && (polls.rests(now) || requestsOfPolls >= REQUESTS_BEFORE_A_SWEEP)
        && sweeps.state().hasWindow(present);
  }

  /** Returns how long the ready events may wait for more. */
  Duration mayWait(Instant now, Duration longest) {
    var wait = longest;
    for (var lane : all) {
      wait = lane.state().mayWait(now, wait);
    }
    return wait;
  }

  /** Takes events of one lane only, because the checkpoint moves past them first. */
  Ready takeReadyEvents(Instant now) {
    for (var lane : all) {
      var events = lane.takeReadyEvents(now);
      if (!events.isEmpty()) {
        return new Ready(lane, events);
      }
    }
    return new Ready(polls, List.of());
  }

  /** Goes on from a step of one lane. The other is to know what has been emitted. */
  void apply(Lane lane, LaneState.Step step) {
    lane.apply(step);
    all.forEach(each -> each.moveTo(each.state().at(lane.state().checkpoint())));
  }

  /** Ends the rounds whose windows have been read and emitted. */
  void closeWindows(Instant now) {
    var more = polls.state().isPullComplete() && !polls.state().reachesPresent();
    var unused = polls.closeWindowIfRead(now, more);
    if (sweeps != null && sweeps.closeWindowIfRead(now, false)) {
      polls.moveTo(polls.state().learningFrom(sweeps.state()));
    }
  }
}
