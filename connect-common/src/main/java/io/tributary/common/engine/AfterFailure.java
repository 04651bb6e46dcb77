// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.error.ApiException;
import io.tributary.common.paging.FailedRequest;
import io.tributary.common.paging.Learned;
import io.tributary.common.vendor.Page;
import java.util.List;
import java.util.Optional;

/**
 * What follows from a failed request. A refused page behind others is the end of the list. A
 * request that fails twice, or more often among many failures, gets smaller, until the smallest
 * fails as well and proves that size is not the reason. Where that does not help within a list, the
 * pages before are emitted.
 *
 * @param handled whether the next request differs so much that it is due at once, and the failure
 *     needs no report
 */
record AfterFailure(PullState next, boolean handled) {
  /** The most failures on later pages of a window before its first pages are emitted. */
  private static final int MOST_FAILURES = 20;

  /** Returns the state after a failed request for the next page. */
  static AfterFailure of(
      PullState state,
      ApiException failure,
      Checkpoint checkpoint,
      Reach reach,
      Observations observations) {
    var failed = new FailedRequest(failure);
    var ended = ended(state, failed, checkpoint, reach, observations);
    if (ended.isPresent()) {
      return new AfterFailure(ended.get(), true);
    }
    if (!failed.mayDependOnSize()) {
      return new AfterFailure(state, false);
    }
    var reading = state.reading();
    var saysSize = failed.isTooLarge(reading.isBehindFirstPage());
    var known = saysSize ? state.learned() : state.learned().failed(reading.failures());
    var counted = state.with(known).with(reading.failed());
    var failures = counted.reading().failures();
    var smaller = reading.shrunk(known, failed);
    var isTooLarge = saysSize && smaller.isPresent();
    // A list that was begun again would meet the same row on a page as large as before.
    var shrinksInPlace = isTooLarge || (failed.isUnreadable() && smaller.isPresent());
    if (!shrinksInPlace && reading.isWithinList()) {
      var divisible = reading.canShorten(known);
      if (divisible
          ? counted.reading().failuresInAll() >= MOST_FAILURES
          : known.areNoChance(failures - 1)) {
        observations.note(new Observation.PartlyRead(reading.range()));
        return new AfterFailure(givenUp(counted.with(smaller.orElse(known)), checkpoint), false);
      }
      if (!divisible) {
        return new AfterFailure(counted, false);
      }
    }
    if (!isTooLarge && !known.areNoChance(failures)) {
      return new AfterFailure(counted, false);
    }
    if (smaller.isPresent()) {
      observations.note(new Observation.AskedForLess(failure));
    }
    // If the smallest request fails as well, size is not the reason.
    var next = smaller.orElseGet(known::whole);
    return new AfterFailure(resized(counted, next, reach), isTooLarge);
  }

  /** Returns the state in which the list has ended, if that is what the failure means. */
  private static Optional<PullState> ended(
      PullState state,
      FailedRequest failed,
      Checkpoint checkpoint,
      Reach reach,
      Observations observations) {
    if (!failed.isNotFound() && !failed.isRefusal()) {
      return Optional.empty();
    }
    var reading = state.reading();
    var divisible = reading.canShorten(state.learned());
    var context = state.context(List.of(), checkpoint, reach);
    var turn = reading.pager().refused(failed.isNotFound(), divisible, context);
    turn.ifPresent(
        unused ->
            observations.note(
                new Observation.ListEndedByRefusal(reading.range(), failed.failure())));
    var nothing = Page.of(List.of());
    return turn.map(
        end ->
            state
                .learning(end, nothing, context)
                .turned(end, nothing, checkpoint, reach, observations));
  }

  /** Returns the state that requests as much at once as is known to succeed. */
  private static PullState resized(PullState state, Learned known, Reach reach) {
    return state.with(known).with(state.reading().resized(known, reach.earliest()));
  }

  /**
   * Emits what has been read of a list whose next page keeps failing. Nothing proves that it holds
   * all older events, so the checkpoint stays, and only as many are emitted as it can remember.
   */
  private static PullState givenUp(PullState state, Checkpoint checkpoint) {
    var room = Math.max(0, SeenIds.MOST - checkpoint.seen().size());
    return new PullState(
        state.pull(),
        state.reading().abandoned(),
        state.learned(),
        state.rows().releasedAtMost(room),
        state.retention(),
        state.ahead(),
        Pull.Proof.PARTIAL);
  }
}
