// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.AheadQuota;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything a feed knows between two steps: how far it has been read, and the window it is
 * reading. Immutable and pure: it is given pages and the time, and answers with the next state.
 * What it is worth to log or count comes back as observations.
 *
 * @param completedUntil the end of the last window that was read to its end. It carries a feed over
 *     long empty ranges, and is not stored.
 * @param following whether all before the current window had been read; in a backfill every event
 *     would look late
 * @param lastPullId the id of the last pull
 * @param pull the window being read; null between two
 */
record FeedState(
    WindowPolicy policy,
    ServerTraits server,
    Checkpoint checkpoint,
    Instant completedUntil,
    boolean following,
    Set<ProtocolViolation> violations,
    long lastPullId,
    @Nullable PullState pull) {

  FeedState {
    violations = Set.copyOf(violations);
    if (pull != null && pull.pull().id() != lastPullId) {
      throw new IllegalArgumentException("the open pull is not the last one");
    }
  }

  /** The next state, and what was noticed on the way to it. */
  record Step(FeedState next, List<Observation> observations) {}

  /**
   * Events that were not emitted before, the offset of each, and the state once they are emitted.
   */
  record Unseen(
      List<Event> events,
      List<Map<String, String>> offsets,
      long pullId,
      FeedState next,
      List<Observation> observations) {
    Unseen {
      if (events.size() != offsets.size()) {
        throw new IllegalArgumentException(
            events.size() + " events with " + offsets.size() + " offsets");
      }
    }
  }

  /** A feed that goes on from the given checkpoint. */
  static FeedState of(
      WindowPolicy policy, ServerTraits server, Checkpoint checkpoint, Instant present) {
    var clamped = checkpoint.withAtMostAhead(AheadQuota.MOST, Reach.of(present));
    return new FeedState(policy, server, clamped, Instant.MIN, false, Set.of(), 0, null);
  }

  /** Whether a window is being read or emitted. */
  boolean hasOpenWindow() {
    return pull != null;
  }

  /** Whether a page, or the time for one, is all there is to wait for. */
  boolean awaitsPage() {
    return pull == null || pull.isReading();
  }

  /** Whether a window is open in which nothing is left to read or emit. */
  boolean isPullComplete() {
    return pull != null && pull.isDone();
  }

  /** The page to fetch next, if one is to be fetched. */
  Optional<PageRequest> nextRequest() {
    return pull == null ? Optional.empty() : pull.nextRequest();
  }

  /** How long the events that are ready may wait for more. */
  Duration mayWait(Instant now, Duration longest) {
    if (pull == null) {
      return longest;
    }
    var wait = pull.ready().mayWait(now);
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  /** Opens the next window. */
  Step opened(Instant now, long nanos, Present present) {
    var id = Math.max(now.toEpochMilli(), lastPullId + 1);
    var window = policy.window(checkpoint, completedUntil, present);
    var opened = new Pull(id, now, nanos, window, policy.nearness(window, present));
    var reading = PullState.opened(opened, server, checkpoint, policy.bufferBytes());
    return new Step(pulling(reading), List.of(new Observation.Opened(opened)));
  }

  /**
   * The state after a page has arrived.
   *
   * @throws ApiException if the page shows that the server does not page
   */
  Step with(Page page, Present present) {
    var observations = new Observations(violations);
    var reach = reach(present);
    var reading = requirePull().with(page, checkpoint, reach, observations);
    var renewed = checkpoint.renewed(page.events(), reach);
    var next = next(renewed, observations.violations(), reading);
    return new Step(next, observations.all());
  }

  /** The state that asks for less than what failed; absent if that is not the way out. */
  Optional<Step> withLess(ApiException failure) {
    var observations = new Observations(violations);
    observations.note(new Observation.AskedForLess(failure));
    return requirePull()
        .withLess(failure, observations)
        .map(less -> new Step(pulling(less), observations.all()));
  }

  /** The state after a failure that a smaller request cannot mend. */
  FeedState after(ApiException failure) {
    return pulling(requirePull().after(failure));
  }

  /** The failure, explained by the position it occurred at. */
  ApiException explained(ApiException failure) {
    return requirePull().paging().explained(failure);
  }

  /** Takes the events that are emitted now out of those that are ready; none if they wait. */
  EmitBatcher.Batch nextBatch(Instant now) {
    return pull == null ? new EmitBatcher.Batch(List.of(), EmitBatcher.EMPTY) : pull.nextBatch(now);
  }

  /** The state with the given events left to be emitted. */
  FeedState with(EmitBatcher left) {
    return pull == null ? this : pulling(pull.with(left));
  }

  /**
   * Filters out the events that were seen before, and moves the checkpoint over the others.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if an offset cannot hold their ids
   */
  Unseen filterSeen(List<Event> events, long nanos, Present present) {
    if (events.isEmpty()) {
      return new Unseen(events, List.of(), lastPullId, this, List.of());
    }
    var observations = new Observations(violations);
    var reach = reach(present);
    var reading = requirePull();
    var admission = reading.ahead().admit(checkpoint.unseen(events), checkpoint, reach);
    var unseen = admission.events();
    var before = checkpoint.withRoomFor(unseen.size());
    if (before.since().isAfter(checkpoint.since())) {
      observations.note(new Observation.OverlapShrunk(before.since()));
    }
    var emission = before.emit(unseen, reach, policy.overlap().plus(readingTime(nanos)));
    observations.note(new Observation.Emitted(unseen, checkpoint.time(), following));
    var deferred = admission.left().deferred() - reading.ahead().deferred();
    if (deferred > 0) {
      observations.note(new Observation.Deferred(deferred));
    }
    var next = next(emission.after(), violations, reading.with(admission.left()));
    observations.note(new Observation.ReadUpTo(next.readUpTo()));
    return new Unseen(unseen, emission.offsets(), lastPullId, next, observations.all());
  }

  /** Whether the window, once it is read, leaves nothing to read at present. */
  boolean reachesPresent() {
    return requirePull().pull().reachesNow() && !requirePull().leftSomeOut();
  }

  /**
   * The state once the window has been read and all of it was emitted.
   *
   * @param wait until the next one is due
   */
  Step finished(Duration wait) {
    var done = requirePull();
    var upToDate = reachesPresent();
    var completed = done.leftSomeOut() || done.deferredSome() ? completedUntil : window().to();
    var next =
        new FeedState(
            policy, server, checkpoint, completed, upToDate, violations, lastPullId, null);
    var finished =
        new Observation.Finished(done.paging().restarts(), done.retention(), upToDate, wait);
    return new Step(next, List.of(new Observation.ReadUpTo(next.readUpTo()), finished));
  }

  private Instant readUpTo() {
    return checkpoint.time().isAfter(completedUntil) ? checkpoint.time() : completedUntil;
  }

  /**
   * How long this window has been read up to the present. If the vendor's clock runs ahead, later
   * pages may hold events that happened since. Events that became visible behind them meanwhile
   * must still be read, so the overlap grows by that time.
   */
  private Duration readingTime(long nanos) {
    var opened = requirePull().pull();
    return opened.isRecent() ? Duration.ofNanos(nanos - opened.startedNanos()) : Duration.ZERO;
  }

  private Reach reach(Present present) {
    return new Reach(window().to(), present.earliest(), present.latest());
  }

  private Window window() {
    return requirePull().pull().window();
  }

  private PullState requirePull() {
    if (pull == null) {
      throw new IllegalStateException("No window is open");
    }
    return pull;
  }

  private FeedState pulling(PullState reading) {
    return next(checkpoint, violations, reading);
  }

  private FeedState next(Checkpoint reached, Set<ProtocolViolation> known, PullState reading) {
    return new FeedState(
        policy, server, reached, completedUntil, following, known, reading.pull().id(), reading);
  }
}
