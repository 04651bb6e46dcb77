// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.AheadQuota;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.paging.ListPager;
import io.tributary.common.paging.PageContext;
import io.tributary.common.paging.Turn;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.ProtocolViolation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a window being read, robust against misbehaving servers: it sorts rows unless the
 * server is proven to list them oldest first, shrinks requests that keep failing, and ends a list
 * where the server refuses further pages. Immutable: each page or failure yields the next state.
 *
 * @param learned what the server has shown about itself
 * @param ready the events to emit next
 * @param readAgainUntil the next window reads rows up to this time again, UTC
 * @param partial whether the rest of the window could not be read, so that nothing proves that no
 *     older event was left out
 */
record PullState(
    Pull pull,
    RangeReading reading,
    Learned learned,
    SortBuffer buffer,
    EmitBatcher ready,
    RetentionProbe retention,
    AheadQuota ahead,
    Instant readAgainUntil,
    boolean partial) {
  /** A filter by whole days may round up twice and count calendar days. */
  private static final Duration COARSEST_FILTER = Duration.ofDays(3);

  private static final int MOST_REPEATS = 3;

  /** Returns the state of a window before its first page. */
  static PullState opened(
      Pull pull, ServerTraits server, Learned known, Checkpoint checkpoint, WindowPolicy policy) {
    var window = pull.window();
    var learned = known.atStart();
    return new PullState(
        pull,
        RangeReading.of(server, window, learned, pull.started()),
        learned,
        SortBuffer.empty(window.to(), policy.bufferBytes()),
        EmitBatcher.EMPTY,
        RetentionProbe.of(checkpoint, window, server.movesRows()),
        AheadQuota.UNUSED,
        checkpoint.time().plus(policy.overlap()),
        false);
  }

  /**
   * Returns the page to fetch next, or empty at the end of the window or while enough events are
   * ready.
   */
  Optional<PageRequest> nextRequest() {
    return isReading() ? Optional.of(reading.request()) : Optional.empty();
  }

  boolean isReading() {
    return !reading.done() && !ready.hasEnough();
  }

  /** Whether everything has been read and emitted. */
  boolean isDone() {
    return reading.done() && ready.isEmpty();
  }

  /** Whether events were left for the next pull, unread or because the buffer was full. */
  boolean leftSomeOut() {
    return partial || buffer.overflowed();
  }

  /** Returns the events to emit now, oldest first, or none while they wait for more. */
  EmitBatcher.Batch nextBatch(Instant now) {
    return ready.next(now, reading.done());
  }

  /** Whether events have to wait for their time, so that the window must be read again. */
  boolean deferredSome() {
    return ahead.deferred() > 0;
  }

  /** Returns how far the events that are ready may move the checkpoint. */
  Reach reach(Checkpoint checkpoint, Reach present) {
    return partial ? new Reach(checkpoint.time(), present.earliest(), present.latest()) : present;
  }

  /**
   * Returns the state after a page. Collects only events that the checkpoint has not seen.
   *
   * @throws ApiException with {@link ApiError#PAGE_REPEATED} if the server ignores paging
   */
  PullState with(Page page, Checkpoint checkpoint, Reach reach, Observations observations) {
    var noticed = notice(page, checkpoint, reach, observations);
    var order = noticed.learned.order();
    if (streams() && order.broken()) {
      observations.note(new Observation.OrderBroke(reading.range(), checkpoint.since()));
      return noticed.restartedAt(reading.range().from(), reach, observations);
    }
    if (reading.pager() instanceof ListPager && noticed.learned.pagesByTime(reading.server())) {
      // Until now pages were requested by number, which may have skipped rows.
      return noticed.emptied().restartedAt(pull.window().from(), reach, observations);
    }
    var turn = reading.pager().with(page, noticed.context(page.events(), reach));
    return noticed.grown().turned(turn, page, checkpoint, reach, observations);
  }

  /**
   * The state after a failure.
   *
   * @param handled whether the next request differs so much that it is due at once, and the failure
   *     needs no report
   */
  record AfterFailure(PullState next, boolean handled) {}

  /** Returns the state after a request has failed. */
  AfterFailure after(
      ApiException failure, Checkpoint checkpoint, Reach reach, Observations observations) {
    var nothing = Page.of(List.of());
    var end = endOfList(failure, reach);
    if (end.isPresent()) {
      observations.note(new Observation.ListEndedByRefusal(reading.range(), failure));
      return new AfterFailure(turned(end.get(), nothing, checkpoint, reach, observations), true);
    }
    if (!mayDependOnSize(failure)) {
      return new AfterFailure(this, false);
    }
    var counted = with(reading.failed());
    var failures = counted.reading.failures();
    var canShrink = reading.canShrink(learned.size());
    if (isTooMuch(failure) && canShrink) {
      return new AfterFailure(counted.shrunk(reach, failure, observations), true);
    }
    if (failures > 2 && reading.isWithinList()) {
      return new AfterFailure(counted.givenUp(checkpoint, observations), false);
    }
    if (failures < 2) {
      return new AfterFailure(counted, false);
    }
    return new AfterFailure(
        canShrink ? counted.shrunk(reach, failure, observations) : counted.whole(reach), false);
  }

  PullState with(AheadQuota left) {
    return new PullState(
        pull, reading, learned, buffer, ready, retention, left, readAgainUntil, partial);
  }

  PullState with(EmitBatcher left) {
    return new PullState(
        pull, reading, learned, buffer, left, retention, ahead, readAgainUntil, partial);
  }

  private PullState with(RangeReading next) {
    return new PullState(
        pull, next, learned, buffer, ready, retention, ahead, readAgainUntil, partial);
  }

  private PullState with(Learned known) {
    return new PullState(
        pull, reading, known, buffer, ready, retention, ahead, readAgainUntil, partial);
  }

  private PullState with(SortBuffer collected) {
    return new PullState(
        pull, reading, learned, collected, ready, retention, ahead, readAgainUntil, partial);
  }

  private boolean streams() {
    return reading.streams(learned) && !buffer.overflowed();
  }

  /**
   * Checks the page for protocol violations. Events are emitted page by page only once the order is
   * proven: if the newest row came first, all others would look as if they had been read.
   */
  private PullState notice(
      Page page, Checkpoint checkpoint, Reach reach, Observations observations) {
    var proof = learned.order().with(page.events());
    if (proof.broken()) {
      observations.violated(ProtocolViolation.ORDER);
    }
    if (!reading.isBehindFirstPage() && ignoresStart(page.events())) {
      observations.violated(ProtocolViolation.TIME_FILTER);
    }
    return new PullState(
        pull,
        reading,
        learned.with(proof),
        buffer,
        ready,
        retention.with(page.events()),
        ahead.met(page.events(), checkpoint, reach),
        readAgainUntil,
        partial);
  }

  /** Whether the first rows of a range are so old that the server must have ignored its start. */
  private boolean ignoresStart(List<Event> rows) {
    var oldest = reading.range().from().minus(COARSEST_FILTER);
    return reading.server().boundsStart()
        && rows.stream().anyMatch(row -> row.timeOr(Instant.MAX).isBefore(oldest));
  }

  private PageContext context(List<Event> rows, Reach reach) {
    var order = learned.order();
    var range = reading.range();
    return new PageContext(
        range,
        reach.earliest(),
        readAgainUntil,
        order.newestFirst(),
        order.nothingLeftFrom(range.from(), rows));
  }

  private PullState turned(
      Turn turn, Page page, Checkpoint checkpoint, Reach reach, Observations observations) {
    if (turn instanceof Turn.Next next) {
      var taken = taking(next.rows(), checkpoint);
      var beyond = streams() && !pull.reachesNow() && page.isFrom(reading.range().to());
      return beyond ? taken.ended(reach) : taken.with(reading.turnedTo(next.pager(), learned));
    }
    if (turn instanceof Turn.End end) {
      if (end.missing() > 0 || end.moving()) {
        observations.note(new Observation.RowsMissing(reading.range(), end.missing()));
      }
      return taking(end.rows(), checkpoint).ended(reach);
    }
    if (turn instanceof Turn.Repeated repeated) {
      return repeated(repeated.all(), reach, observations);
    }
    return with(learned.withStartIgnored())
        .restartedAt(reading.range().from(), reach, observations);
  }

  /**
   * Returns the state after a page that repeats the one before. It may do so by chance, when as
   * many rows were added before it. Otherwise the server ignores paging, and the list ends there
   * unless it is known to have more rows.
   */
  private PullState repeated(boolean all, Reach reach, Observations observations) {
    if (!(all && observations.knows(ProtocolViolation.PAGING))) {
      if (reading.repeats() < MOST_REPEATS) {
        return with(reading.repeated()).restartedAt(reading.range().from(), reach, observations);
      }
      if (!all) {
        throw new ApiException(ApiError.PAGE_REPEATED, reading.pager().position());
      }
      observations.violated(ProtocolViolation.PAGING);
    }
    return ended(reach);
  }

  private PullState taking(List<Event> rows, Checkpoint checkpoint) {
    if (streams()) {
      var released = released();
      return released.with(released.ready.with(Page.parts(rows, SeenIds.MOST_AT_ONCE)));
    }
    return with(buffer.with(checkpoint.unseen(rows)));
  }

  private PullState ended(Reach reach) {
    var next = with(reading.ended(learned, reach.earliest()));
    return next.reading.done() ? next.released() : next;
  }

  /** Sorts the events collected so far and makes them ready to be emitted. */
  private PullState released() {
    var pages = buffer.release(pull.window().limit());
    return pages.isEmpty() ? this : with(buffer.released()).with(ready.with(pages));
  }

  private PullState emptied() {
    return with(SortBuffer.empty(buffer.windowEnd(), buffer.mostBytes()));
  }

  private PullState restartedAt(Instant from, Reach reach, Observations observations) {
    observations.note(new Observation.ReadAgain(reading.range(), from));
    return with(reading.restartedAt(from, learned, reach.earliest()));
  }

  private PullState grown() {
    return with(learned.with(learned.size().succeeded()));
  }

  private PullState shrunk(Reach reach, ApiException failure, Observations observations) {
    observations.note(new Observation.AskedForLess(failure));
    return resized(learned.with(learned.size().halved()), reach);
  }

  /** The smallest request fails as well, so size is not the reason. */
  private PullState whole(Reach reach) {
    return resized(learned.with(learned.size().whole()), reach);
  }

  private PullState resized(Learned other, Reach reach) {
    return with(other).with(reading.resized(other, reach.earliest()));
  }

  /**
   * Emits what has been read of a list whose next page keeps failing. Nothing proves that it holds
   * all older events, so the checkpoint stays, and only as many are emitted as it can remember.
   */
  private PullState givenUp(Checkpoint checkpoint, Observations observations) {
    var room = Math.max(0, SeenIds.MOST - checkpoint.seen().size());
    var events = buffer.release(Integer.MAX_VALUE).stream().flatMap(List::stream).limit(room);
    var pages = Page.parts(events.toList(), pull.window().limit());
    observations.note(new Observation.PartlyRead(reading.range()));
    return new PullState(
        pull,
        reading.abandoned(),
        learned,
        buffer.released(),
        ready.with(pages),
        retention,
        ahead,
        readAgainUntil,
        true);
  }

  /** Returns the end of the list, if that is what the failure means. */
  private Optional<Turn> endOfList(ApiException failure, Reach reach) {
    var notFound = failure.error() == ApiError.NOT_FOUND;
    return notFound || isRefusal(failure)
        ? reading
            .pager()
            .refused(notFound, reading.canShorten(learned.size()), context(List.of(), reach))
        : Optional.empty();
  }

  private boolean isTooMuch(ApiException failure) {
    return failure.error() == ApiError.EVENT_TOO_LARGE
        || failure.error() == ApiError.REFUSED
        || (isRefusal(failure) && reading.isBehindFirstPage());
  }

  private static boolean isRefusal(ApiException failure) {
    return failure.error() == ApiError.UNEXPECTED_STATUS || failure.error() == ApiError.REFUSED;
  }

  /**
   * Whether a smaller request may succeed. A refused login or a used-up budget has other causes.
   */
  private static boolean mayDependOnSize(ApiException failure) {
    return failure.error() instanceof ApiError error
        && switch (error) {
          case UNAUTHORIZED,
              FORBIDDEN,
              NOT_FOUND,
              TOO_MANY_REQUESTS,
              BLOCKED,
              REDIRECTED,
              PROXY_REFUSED ->
              false;
          default -> true;
        };
  }
}
