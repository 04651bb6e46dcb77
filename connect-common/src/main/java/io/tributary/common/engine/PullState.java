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
 * The state of a window being read, robust against misbehaving servers: it detects rows that moved
 * during paging, shrinks requests that are too large, and sorts rows unless the server is proven to
 * list them oldest first. Immutable: each page or failure yields the next state.
 *
 * @param streaming whether pages are emitted as they arrive instead of being collected and sorted
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

  /** Returns the state of a window before its first page. */
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

  /**
   * Returns the page to fetch next, or empty at the end of the window or while enough events are
   * ready.
   */
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

  /** Whether events were left for the next pull because they did not fit into the buffer. */
  boolean leftSomeOut() {
    return buffer.overflowed();
  }

  /** Returns the events to emit now, oldest first, or none while they wait for more. */
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
   * Returns the state after a page. Collects only events that the checkpoint has not seen.
   *
   * @throws ApiException with {@link ApiError#PAGE_REPEATED} if the server ignores paging
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

  /** Returns the state that retries with a smaller request, or empty if that cannot help. */
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

  /** Returns the state after a failure that a smaller request cannot avoid. */
  PullState after(ApiException failure) {
    return timedOut(failure) ? with(paging.with(paging.progress().timedOut())) : this;
  }

  private boolean timedOut(ApiException failure) {
    return failure.error() == ApiError.TIMEOUT && paging.isAtFirstPage();
  }

  /**
   * Checks the page for protocol violations. Events are emitted page by page only once the order is
   * proven: if the newest row came first, all others would look as if they had been read.
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

  /** Whether the first rows of a range are so old that the server must have ignored its start. */
  private boolean ignoresStart(List<Event> rows) {
    var oldest = paging.range().from().minus(COARSEST_FILTER);
    return paging.server().boundsStart()
        && rows.stream().anyMatch(row -> row.timeOr(Instant.MAX).isBefore(oldest));
  }

  /**
   * Whether to read the page again. A page may repeat the previous one by chance, when as many rows
   * were added before it.
   */
  private boolean mayReadAgain(boolean repeats, Page page, Observations observations) {
    var known = repeats && isAll(page) && observations.knows(ProtocolViolation.PAGING);
    return paging.mayRestart() && !known;
  }

  /** Ends the list because the server ignores paging, unless it is known to have more rows. */
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

  /** Sorts the events collected so far and makes them ready to be emitted. */
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
