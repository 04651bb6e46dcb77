// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.buffer.EmitBatcher;
import io.tributary.common.checkpoint.AheadQuota;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.error.ApiException;
import io.tributary.common.pace.Present;
import io.tributary.common.paging.Learned;
import io.tributary.common.paging.PageRequest;
import io.tributary.common.paging.ServerTraits;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Window;
import io.tributary.common.window.ReadPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a reader between two steps: how far it has been read, and the window being read.
 * Immutable and pure: given a page or the time, it returns the next state, together with
 * observations to log and count.
 *
 * @param progress what the last window has left
 * @param lastPullId the id of the last pull
 * @param pull the pull in progress, or null between two pulls
 */
record ReaderState(
    ReadPolicy policy,
    ServerTraits server,
    Checkpoint checkpoint,
    ReaderProgress progress,
    long lastPullId,
    @Nullable PullState pull) {

  ReaderState {
    if (pull != null && pull.pull().id() != lastPullId) {
      throw new IllegalArgumentException("the open pull is not the last one");
    }
  }

  /** The next state, and the observations made on the way to it. */
  record Step(ReaderState next, List<Observation> observations) {}

  /** Returns the state of a reader that resumes at the given checkpoint. */
  static ReaderState of(
      ReadPolicy policy, ServerTraits server, Checkpoint checkpoint, Instant present) {
    var clamped = checkpoint.withAtMostAhead(AheadQuota.MOST, Reach.of(present));
    var nothing = Learned.nothing(server.order());
    var held = policy.holdsLast() ? EmitBatcher.holdingLast() : EmitBatcher.EMPTY;
    var progress = ReaderProgress.at(clamped, policy.lookBack(), nothing, held);
    return new ReaderState(policy, server, clamped, progress, 0, null);
  }

  /** Returns this state with the checkpoint that another reader of the same feed has reached. */
  ReaderState at(Checkpoint reached) {
    return next(reached, pull);
  }

  /** Returns this state, which knows what another reader has learned of the order of a list. */
  ReaderState learningFrom(ReaderState reader) {
    return with(progress.learning(reader.progress.learned().listing()));
  }

  /** Whether everything before the current window has been read. */
  boolean following() {
    return progress.following();
  }

  /** Whether a window is being read or emitted. */
  boolean hasOpenWindow() {
    return pull != null;
  }

  /** Whether a window is open or can be opened. */
  boolean hasWindow(Present present) {
    return pull != null || policy.hasWindow(checkpoint, progress.completedUntil(), present);
  }

  /** Whether there is nothing to wait for except a page or the time to request one. */
  boolean awaitsPage() {
    return pull == null || pull.isReading();
  }

  /** Whether the open window has been read and emitted completely. */
  boolean isPullComplete() {
    return pull != null && pull.isDone(isLast(window()));
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
    var window = policy.window(checkpoint, progress.readFrom(), progress.completedUntil(), present);
    var nearness = policy.nearness(window, present);
    var readAgain = policy.readAgainUntil(progress.provenUntil(), window, nearness);
    var opened = new Pull(id, now, nanos, window, readAgain, nearness);
    var known = progress.known(policy.readsOneEndOfLists());
    var unread = opened.unread(server, known, checkpoint, policy.bufferBytes());
    var reading = unread.with(unread.rows().with(progress.held()));
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
    return pull == null
        ? new EmitBatcher.Batch(List.of(), EmitBatcher.EMPTY)
        : pull.nextBatch(now, isLast(window()));
  }

  /** Returns the state in which the given events are still to be emitted. */
  ReaderState with(EmitBatcher left) {
    return pull == null ? this : pulling(pull.with(pull.rows().with(left)));
  }

  /** Whether nothing is left to read for now once this window has been read. */
  boolean reachesPresent() {
    return requirePull().pull().reachesNow() && !requirePull().leftSomeOut();
  }

  /**
   * Returns the state after the window has been read and emitted completely.
   *
   * @param wait the time until the next window is due
   */
  Step finished(Duration wait) {
    var done = requirePull();
    var upToDate = reachesPresent();
    var leftSome = done.leftSomeOut() || done.ahead().deferred() > 0;
    var completed = leftSome ? progress.completedUntil() : window().to();
    var left = progress.completed(completed, upToDate, done.learned(), done.rows().ready());
    var after = done.proof() == Pull.Proof.ALL ? left.proven(checkpoint.time()) : left;
    var reached = endsLane() ? checkpoint.reaching(policy.end()) : checkpoint;
    var next = new ReaderState(policy, server, reached, after, lastPullId, null);
    var finished =
        new Observation.Finished(
            done.reading().restarts(), done.retention(), upToDate, !leftSome, wait);
    var read = new Observation.ReadUpTo(next.readUpTo(), reached);
    return new Step(next, List.of(read, finished));
  }

  /** Whether nothing is left of the lane behind the events that have been taken. */
  boolean endsLane() {
    var done = requirePull();
    return isLast(window())
        && done.isDone(true)
        && !done.leftSomeOut()
        && done.ahead().deferred() == 0;
  }

  private boolean isLast(Window window) {
    return window.to().equals(policy.end());
  }

  Instant readUpTo() {
    var completed = progress.completedUntil();
    return checkpoint.time().isAfter(completed) ? checkpoint.time() : completed;
  }

  /**
   * Returns how long a window that reaches the present has been read for. If the vendor's clock is
   * ahead, later pages may hold events that happened after the window was opened. Older events that
   * became visible in the meantime must still be read, so the overlap grows by that time.
   */
  Duration readingTime(long nanos) {
    var opened = requirePull().pull();
    return opened.isRecent() ? Duration.ofNanos(nanos - opened.startedNanos()) : Duration.ZERO;
  }

  private static PullState reporting(PullState reading, Observations observations) {
    return reading.with(reading.learned().with(observations.violations()));
  }

  Observations observations() {
    return new Observations(requirePull().learned().violations());
  }

  Reach reach(Present present) {
    return policy.reach(checkpoint, window(), present);
  }

  ReaderState with(ReaderProgress left) {
    return new ReaderState(policy, server, checkpoint, left, lastPullId, pull);
  }

  Window window() {
    return requirePull().pull().window();
  }

  PullState requirePull() {
    if (pull == null) {
      throw new IllegalStateException("No window is open");
    }
    return pull;
  }

  private ReaderState pulling(PullState reading) {
    return next(checkpoint, reading);
  }

  ReaderState next(Checkpoint reached, @Nullable PullState reading) {
    var id = reading == null ? lastPullId : reading.pull().id();
    return new ReaderState(policy, server, reached, progress, id, reading);
  }
}
