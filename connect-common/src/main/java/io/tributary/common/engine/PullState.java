// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.AheadQuota;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.paging.SortOrderProof;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.ProtocolViolation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A window being read, whatever the server does: it notices rows that moved while they were paged,
 * asks for less where something is too much, and sorts what is not proven to come oldest first.
 * Immutable: each event in the life of the pull yields the next state.
 *
 * @param streaming whether pages are emitted as they come, rather than collected and sorted
 * @param ready the events to emit next
 */
record PullState(
    Pull pull,
    Paging paging,
    SortOrderProof order,
    boolean streaming,
    SortBuffer buffer,
    EmitBatcher ready,
    RetentionProbe retention,
    AheadQuota ahead) {
  /** A filter by whole days may round up twice and count calendar days. */
  private static final Duration COARSEST_FILTER = Duration.ofDays(3);

  /** A window of which nothing has been read. */
  static PullState opened(
      Pull pull, ServerTraits server, Checkpoint checkpoint, long mostBytesToSort) {
    var window = pull.window();
    return new PullState(
        pull,
        Paging.of(server, window),
        SortOrderProof.of(server.order()),
        false,
        SortBuffer.empty(window.to(), mostBytesToSort),
        EmitBatcher.EMPTY,
        RetentionProbe.of(checkpoint, window, server.movesRows()),
        AheadQuota.UNUSED);
  }

  /** The page to fetch next; none at the end of the window, or while enough events are ready. */
  Optional<PageRequest> nextRequest() {
    return isReading() ? Optional.of(paging.request()) : Optional.empty();
  }

  boolean isReading() {
    return !paging.isDone() && !ready.hasEnough();
  }

  /** Whether everything has been read and emitted. */
  boolean isDone() {
    return paging.isDone() && ready.isEmpty();
  }

  /** Whether events were left for the next pull because they did not fit into memory. */
  boolean leftSomeOut() {
    return buffer.overflowed();
  }

  /** The events to emit now, oldest first; none while they wait for more. */
  EmitBatcher.Batch nextBatch(Instant now) {
    return ready.next(now, paging.isDone());
  }

  /** Whether events have to wait for their time, so that the window must be read again. */
  boolean deferredSome() {
    return ahead.deferred() > 0;
  }

  PullState with(AheadQuota left) {
    return new PullState(pull, paging, order, streaming, buffer, ready, retention, left);
  }

  PullState with(EmitBatcher left) {
    return new PullState(pull, paging, order, streaming, buffer, left, retention, ahead);
  }

  /**
   * The state after a page. Only events the checkpoint does not know are collected.
   *
   * @throws ApiException with {@link ApiError#PAGE_REPEATED} if the server does not page
   */
  PullState with(Page page, Checkpoint checkpoint, Reach reach, Observations observations) {
    var noticed = notice(page, checkpoint, reach, observations);
    var repeats = paging.progress().isRepeatedBy(page);
    var skipped = paging.progress().skippedRowsBefore(page);
    if ((repeats || skipped) && noticed.mayReadAgain(repeats, page, observations)) {
      var again = noticed.with(paging.restarted(noticed.streaming));
      observations.note(new Observation.RowsMoved(paging.range(), again.paging.range().from()));
      return again;
    }
    if (repeats) {
      return noticed.endedInsteadOf(page, observations);
    }
    if (skipped) {
      observations.note(new Observation.RowsKeepMoving(paging.range()));
    }
    return noticed.taking(page, checkpoint, observations);
  }

  /** The state that asks for less than what failed; absent if that is not the way out. */
  Optional<PullState> withLess(ApiException failure, Observations observations) {
    var less = lessThan(failure).map(this::with);
    less.ifPresent(next -> noteSplit(next, observations));
    return less;
  }

  private Optional<Paging> lessThan(ApiException failure) {
    if (failure.error() == ApiError.EVENT_TOO_LARGE) {
      return paging.withSmallerPages();
    }
    if (failure.error() == ApiError.REFUSED) {
      return paging.isAtFirstPage() ? paging.halved() : paging.continued(streaming);
    }
    return timedOut(failure) && paging.progress().timeouts() > 0
        ? paging.halved()
        : Optional.empty();
  }

  /** The state after a failure that a smaller request cannot mend. */
  PullState after(ApiException failure) {
    return timedOut(failure) ? with(paging.with(paging.progress().timedOut())) : this;
  }

  private boolean timedOut(ApiException failure) {
    return failure.error() == ApiError.TIMEOUT && paging.isAtFirstPage();
  }

  /**
   * Looks for what a server should not do. Only in an order that has been proven are events emitted
   * page by page: a newest row that came first would make all others look read.
   */
  private PullState notice(
      Page page, Checkpoint checkpoint, Reach reach, Observations observations) {
    var proof = order.with(page.events());
    if (proof.broken()) {
      observations.violated(ProtocolViolation.ORDER);
    }
    if (proof.broken() && streaming) {
      observations.note(new Observation.OrderBroke(paging.range(), checkpoint.since()));
    }
    if (paging.isAtFirstPage() && ignoresStart(page.events())) {
      observations.violated(ProtocolViolation.TIME_FILTER);
    }
    var streams = proof.oldestFirst() && !buffer.overflowed();
    var probed = retention.with(page.events());
    var met = ahead.met(page.events(), checkpoint, reach);
    return new PullState(pull, paging, proof, streams, buffer, ready, probed, met);
  }

  /** Whether the first rows of a range are as old as if its start were ignored. */
  private boolean ignoresStart(List<Event> rows) {
    var oldest = paging.range().from().minus(COARSEST_FILTER);
    return paging.server().boundsStart()
        && rows.stream().anyMatch(row -> row.timeOr(Instant.MAX).isBefore(oldest));
  }

  /** By chance a page may repeat the one before: so many rows were added in front of it. */
  private boolean mayReadAgain(boolean repeats, Page page, Observations observations) {
    var known = repeats && isAll(page) && observations.knows(ProtocolViolation.PAGING);
    return paging.mayRestart() && !known;
  }

  /** The server does not page: that is the end, unless it is known to have more rows. */
  private PullState endedInsteadOf(Page repeated, Observations observations) {
    if (!isAll(repeated)) {
      throw new ApiException(ApiError.PAGE_REPEATED, paging.progress().token().orElse("the first"));
    }
    observations.violated(ProtocolViolation.PAGING);
    return withoutRange();
  }

  private boolean isAll(Page page) {
    return paging.progress().read().size() >= page.total();
  }

  private PullState taking(Page page, Checkpoint checkpoint, Observations observations) {
    var range = paging.range();
    var progress = paging.progress().with(page);
    var taken =
        streaming
            ? emitting(page).with(paging.with(progress.emitted(page.events(), range.to())))
            : collecting(checkpoint.unseen(page.events())).with(paging.with(progress));
    if (page.next().isEmpty()
        || order.nothingLeftFrom(range.from(), page.events())
        || (streaming && !pull.reachesNow() && page.isFrom(range.to()))) {
      return taken.withoutRange();
    }
    var next = taken.with(taken.paging.next(page.next(), streaming));
    taken.noteSplit(next, observations);
    return next;
  }

  private void noteSplit(PullState next, Observations observations) {
    if (next.paging.ranges().size() > paging.ranges().size()) {
      observations.note(new Observation.WindowSplit());
    }
  }

  private PullState withoutRange() {
    var next = with(paging.withoutRange());
    return next.paging.isDone() ? next.released() : next;
  }

  private PullState emitting(Page page) {
    var released = released();
    return released.with(released.ready.with(page.parts(SeenIds.MOST_AT_ONCE)));
  }

  private PullState collecting(List<Event> events) {
    return new PullState(
        pull, paging, order, streaming, buffer.with(events), ready, retention, ahead);
  }

  /** With what was collected so far ready to be emitted, sorted. */
  private PullState released() {
    var pages = buffer.release(pull.window().limit());
    return pages.isEmpty()
        ? this
        : new PullState(
            pull, paging, order, streaming, buffer.released(), ready.with(pages), retention, ahead);
  }

  private PullState with(Paging changed) {
    return new PullState(pull, changed, order, streaming, buffer, ready, retention, ahead);
  }
}
