// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.AheadQuota;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Present;
import io.tributary.common.paging.Learned;
import io.tributary.common.paging.PageRequest;
import io.tributary.common.paging.ServerTraits;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a feed between two steps: how far the feed has been read, and the window being read.
 * Immutable and pure: given a page or the time, it returns the next state, together with
 * observations to log and count.
 *
 * @param completedUntil the end of the last window that was read completely, UTC. It moves a feed
 *     across long empty ranges and is not stored.
 * @param following whether everything before the current window has been read. During a backfill it
 *     is false, because every event would look late.
 * @param learned what the server had shown about itself when the last pull ended
 * @param lastPullId the id of the last pull
 * @param pull the pull in progress, or null between two pulls
 */
record FeedState(
    WindowPolicy policy,
    ServerTraits server,
    Checkpoint checkpoint,
    Instant completedUntil,
    boolean following,
    Learned learned,
    long lastPullId,
    @Nullable PullState pull) {

  FeedState {
    if (pull != null && pull.pull().id() != lastPullId) {
      throw new IllegalArgumentException("the open pull is not the last one");
    }
  }

  /** The next state, and the observations made on the way to it. */
  record Step(FeedState next, List<Observation> observations) {}

  /** Returns the state of a feed that resumes at the given checkpoint. */
  static FeedState of(
      WindowPolicy policy, ServerTraits server, Checkpoint checkpoint, Instant present) {
    var clamped = checkpoint.withAtMostAhead(AheadQuota.MOST, Reach.of(present));
    return new FeedState(
        policy, server, clamped, Instant.MIN, false, Learned.nothing(server.order()), 0, null);
  }

  /** Whether a window is being read or emitted. */
  boolean hasOpenWindow() {
    return pull != null;
  }

  /** Whether there is nothing to wait for except a page or the time to request one. */
  boolean awaitsPage() {
    return pull == null || pull.isReading();
  }

  /** Whether the open window has been read and emitted completely. */
  boolean isPullComplete() {
    return pull != null && pull.isDone();
  }

  /** Returns the page to fetch next, or empty if none is needed now. */
  Optional<PageRequest> nextRequest() {
    return pull == null ? Optional.empty() : pull.nextRequest();
  }

  /** Returns how long the ready events may wait for more. */
  Duration mayWait(Instant now, Duration longest) {
    if (pull == null) {
      return longest;
    }
    var wait = pull.rows().ready().mayWait(now);
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  /** Opens the next window. */
  Step opened(Instant now, long nanos, Present present) {
    var id = Math.max(now.toEpochMilli(), lastPullId + 1);
    var window = policy.window(checkpoint, completedUntil, present);
    var nearness = policy.nearness(window, present);
    var readAgain = policy.readAgainUntil(checkpoint, nearness);
    var opened = new Pull(id, now, nanos, window, readAgain, nearness);
    var reading = opened.unread(server, learned, checkpoint, policy.bufferBytes());
    return new Step(pulling(reading), List.of(new Observation.Opened(opened)));
  }

  /**
   * Returns the state after a page has arrived.
   *
   * @throws ApiException if the page shows that the server ignores paging
   */
  Step with(Page page, Present present) {
    var observations = observations();
    var reach = reach(present);
    var reading = requirePull().with(page, checkpoint, reach, observations);
    var renewed = checkpoint.renewed(page.events(), reach);
    var next = next(renewed, reporting(reading, observations));
    return new Step(next, observations.all());
  }

  /** The step after a failure, and whether the failure needs neither a wait nor a report. */
  record Recovery(Step step, boolean handled) {}

  /** Returns the step after a request has failed. */
  Recovery after(ApiException failure, Present present) {
    var observations = observations();
    var after = AfterFailure.of(requirePull(), failure, checkpoint, reach(present), observations);
    var next = next(checkpoint, reporting(after.next(), observations));
    return new Recovery(new Step(next, observations.all()), after.handled());
  }

  /** Returns the failure with the position at which it occurred. */
  ApiException explained(ApiException failure) {
    return requirePull().reading().explained(failure);
  }

  /** Returns the ready events to emit now, or none if they wait for more. */
  EmitBatcher.Batch nextBatch(Instant now) {
    return pull == null ? new EmitBatcher.Batch(List.of(), EmitBatcher.EMPTY) : pull.nextBatch(now);
  }

  /** Returns the state in which the given events are still to be emitted. */
  FeedState with(EmitBatcher left) {
    return pull == null ? this : pulling(pull.with(pull.rows().with(left)));
  }

  /**
   * Drops the events seen before, and moves the checkpoint past the rest.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if the ids do not fit into an offset
   */
  Unseen filterSeen(List<Event> events, long nanos, Present present) {
    if (events.isEmpty()) {
      return new Unseen(events, List.of(), lastPullId, this, List.of());
    }
    var observations = observations();
    var reading = requirePull();
    var reach = reading.reach(checkpoint, reach(present));
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
    var next = next(emission.after(), reading.with(admission.left()));
    observations.note(new Observation.ReadUpTo(next.readUpTo()));
    return new Unseen(unseen, emission.offsets(), lastPullId, next, observations.all());
  }

  /** Whether nothing is left to read for now once this window has been read. */
  boolean reachesPresent() {
    return requirePull().pull().reachesNow() && !requirePull().leftSomeOut();
  }

  /** Whether the rest of the window could not be read, so that a failure decides when to go on. */
  boolean isPartial() {
    return requirePull().partial();
  }

  /**
   * Returns the state after the window has been read and emitted completely.
   *
   * @param wait the time until the next window is due
   */
  Step finished(Duration wait) {
    var done = requirePull();
    var upToDate = reachesPresent();
    var completed =
        done.leftSomeOut() || done.ahead().deferred() > 0 ? completedUntil : window().to();
    var next =
        new FeedState(
            policy, server, checkpoint, completed, upToDate, done.learned(), lastPullId, null);
    var finished =
        new Observation.Finished(done.reading().restarts(), done.retention(), upToDate, wait);
    return new Step(next, List.of(new Observation.ReadUpTo(next.readUpTo()), finished));
  }

  private Instant readUpTo() {
    return checkpoint.time().isAfter(completedUntil) ? checkpoint.time() : completedUntil;
  }

  /**
   * Returns how long a window that reaches the present has been read for. If the vendor's clock is
   * ahead, later pages may hold events that happened after the window was opened. Older events that
   * became visible in the meantime must still be read, so the overlap grows by that time.
   */
  private Duration readingTime(long nanos) {
    var opened = requirePull().pull();
    return opened.isRecent() ? Duration.ofNanos(nanos - opened.startedNanos()) : Duration.ZERO;
  }

  private static PullState reporting(PullState reading, Observations observations) {
    return reading.with(reading.learned().with(observations.violations()));
  }

  private Observations observations() {
    return new Observations(requirePull().learned().violations());
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
    return next(checkpoint, reading);
  }

  private FeedState next(Checkpoint reached, PullState reading) {
    return new FeedState(
        policy, server, reached, completedUntil, following, learned, reading.pull().id(), reading);
  }
}
