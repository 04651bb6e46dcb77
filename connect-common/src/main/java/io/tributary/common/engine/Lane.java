// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import io.tributary.common.paging.PageRequest;
import io.tributary.common.record.RecordMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a feed with its own source partition and checkpoint: the tail, which never ends, or
 * a part of the past. It is read by polls and sweeps, which request one page at a time. Polls come
 * first: a sweep gets a request between two polls, or now and then within one that takes long. Not
 * thread-safe.
 */
final class Lane {
  /** A sweep that is due waits for so many requests of a poll at most. */
  private static final int REQUESTS_BEFORE_A_SWEEP = 4;

  private final RecordMapper mapper;
  private final Reader polls;
  private final @Nullable Reader sweeps;
  private final List<Reader> all;
  private int requestsOfPolls;

  /** Events to emit, and who has read them. */
  record Ready(Lane lane, Reader reader, List<Event> events) {}

  /** A page to request, and who needs it. */
  record Next(Lane lane, Reader reader, PageRequest request) {}

  /** Creates a lane whose records the given mapper creates. */
  Lane(RecordMapper mapper, Reader polls, @Nullable Reader sweeps) {
    this.mapper = mapper;
    this.polls = polls;
    this.sweeps = sweeps;
    this.all = sweeps == null ? List.of(polls) : List.of(polls, sweeps);
    polls.observe(new Observation.ReadUpTo(checkpoint().time(), checkpoint()));
  }

  RecordMapper mapper() {
    return mapper;
  }

  PageFetcher fetcher() {
    return polls.fetcher();
  }

  Checkpoint checkpoint() {
    return polls.state().checkpoint();
  }

  /** Whether there is nothing to wait for except a page or the time to request one. */
  boolean awaitPages() {
    return all.stream().allMatch(reader -> reader.state().awaitsPage());
  }

  /** Whether the polls have more to read, so that no other lane begins to. */
  boolean isBusy(Instant now, Present present) {
    return polls.isBusy(now, present);
  }

  /** Returns the page to request now, or empty if none is needed or none is allowed yet. */
  Optional<Next> nextRequest(Instant now, long nanos, Present present) {
    var request = polls.nextRequest(now, nanos, present);
    if (request.isPresent()) {
      requestsOfPolls++;
      return Optional.of(new Next(this, polls, request.get()));
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
              return new Next(this, other, page);
            });
  }

  /** Returns the time until one of the readers may request a page. */
  Duration untilDue(Instant now, Present present) {
    var wait = polls.untilDue(now, present);
    if (sweeps == null || !maySweep(now, present)) {
      return wait;
    }
    var other = sweeps.untilDue(now, present);
    return other.compareTo(wait) < 0 ? other : wait;
  }

  /** Whether a sweep may have the next request, as only once the polls have caught up. */
  private boolean maySweep(Instant now, Present present) {
    var caughtUp = polls.state().following() || !polls.state().hasWindow(present);
    return sweeps != null
        && caughtUp
        && (polls.rests(now, present) || requestsOfPolls >= REQUESTS_BEFORE_A_SWEEP)
        && sweeps.state().hasWindow(present);
  }

  /** Returns how long the ready events may wait for more. */
  Duration mayWait(Instant now, Duration longest) {
    var wait = longest;
    for (var reader : all) {
      wait = reader.state().mayWait(now, wait);
    }
    return wait;
  }

  /** Takes events of one reader only, because the checkpoint moves past them first. */
  Ready takeReadyEvents(Instant now) {
    for (var reader : all) {
      var events = reader.takeReadyEvents(now);
      if (!events.isEmpty()) {
        return new Ready(this, reader, events);
      }
    }
    return new Ready(this, polls, List.of());
  }

  /** Goes on from a step of one reader. The other is to know what has been emitted. */
  void apply(Reader reader, ReaderState.Step step) {
    reader.apply(step);
    all.forEach(each -> each.moveTo(each.state().at(reader.state().checkpoint())));
  }

  /** Ends the rounds whose windows have been read and emitted. */
  void closeWindows(Instant now) {
    var more = polls.state().isPullComplete() && !polls.state().reachesPresent();
    if (polls.closeWindowIfRead(now, more)) {
      all.forEach(each -> each.moveTo(each.state().at(checkpoint())));
    }
    if (sweeps != null && sweeps.closeWindowIfRead(now, false)) {
      polls.moveTo(polls.state().learningFrom(sweeps.state()));
    }
  }
}
