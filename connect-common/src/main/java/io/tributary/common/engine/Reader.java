// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Pace;
import io.tributary.common.pace.Present;
import io.tributary.common.paging.PageRequest;
import io.tributary.common.paging.ServerTraits;
import io.tributary.common.window.ReadPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a feed is read: by polls, or by sweeps. Each has its own windows, its own pace
 * and its own place in the lists of the vendor. Not thread-safe.
 */
final class Reader {
  private static final Duration FOREVER = Duration.ofDays(365);

  private final PageFetcher fetcher;
  private final Pace pace;
  private final Consumer<Observation> observer;
  private final @Nullable String mark;
  private ReaderState state;

  private Reader(
      ReaderState state,
      EventPuller.Access access,
      Consumer<Observation> observer,
      @Nullable String mark) {
    this.state = state;
    this.fetcher = access.fetcher();
    this.pace = access.pace();
    this.observer = observer;
    this.mark = mark;
  }

  /**
   * Returns a reader that resumes at the given checkpoint.
   *
   * @param present the later of our clock and the vendor's, UTC
   * @param mark the header that marks its records, or null if there is none
   */
  static Reader of(
      ReadPolicy policy,
      EventPuller.Access access,
      Checkpoint checkpoint,
      Instant present,
      Consumer<Observation> observer,
      @Nullable String mark) {
    var server = ServerTraits.of(access.fetcher().api());
    return new Reader(ReaderState.of(policy, server, checkpoint, present), access, observer, mark);
  }

  ReaderState state() {
    return state;
  }

  PageFetcher fetcher() {
    return fetcher;
  }

  Pace pace() {
    return pace;
  }

  @Nullable String mark() {
    return mark;
  }

  /** Whether the reader waits for the time of its next round, or has read everything. */
  boolean rests(Instant now, Present present) {
    return !state.hasOpenWindow() && (!pace.untilDue(now).isZero() || !state.hasWindow(present));
  }

  /** Whether a page is needed and may be requested now, or is being processed. */
  boolean isBusy(Instant now, Present present) {
    return pace.untilDue(now).isZero() && state.hasWindow(present);
  }

  /** Returns the time until a page may be requested. */
  Duration untilDue(Instant now, Present present) {
    return state.hasWindow(present) ? pace.untilDue(now) : FOREVER;
  }

  /** Goes on from the state that another step has led to. */
  void moveTo(ReaderState next) {
    state = next;
  }

  void apply(ReaderState.Step step) {
    state = step.next();
    step.observations().forEach(observer);
  }

  void observe(Observation observation) {
    observer.accept(observation);
  }

  /** Returns the page to request now, or empty if none is needed or none is allowed yet. */
  Optional<PageRequest> nextRequest(Instant now, long nanos, Present present) {
    if (!isBusy(now, present)) {
      return Optional.empty();
    }
    if (!state.hasOpenWindow()) {
      pace.roundStarted(now);
      apply(state.opened(now, nanos, present));
    }
    return state.nextRequest().filter(request -> isWithinBudget(now));
  }

  private boolean isWithinBudget(Instant now) {
    var throttled = pace.claim(now);
    observe(new Observation.Throttled(throttled));
    return throttled.isZero();
  }

  /** Returns the events to emit now, and leaves the others. */
  List<Event> takeReadyEvents(Instant now) {
    var batch = state.nextBatch(now);
    state = state.with(batch.left());
    return batch.events();
  }

  /** Ends the round if its window has been read and emitted. Returns whether it did. */
  boolean closeWindowIfRead(Instant now, boolean more) {
    if (!state.isPullComplete()) {
      return false;
    }
    // If the rest could not be read, a failure has decided when to go on.
    if (!state.requirePull().partial()) {
      pace.pulled(now, more);
    }
    apply(state.finished(pace.untilDue(now)));
    return true;
  }
}
