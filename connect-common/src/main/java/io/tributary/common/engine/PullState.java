// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.buffer.EmitBatcher;
import io.tributary.common.buffer.PulledRows;
import io.tributary.common.checkpoint.AheadQuota;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.coverage.RetentionProbe;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.paging.CursorPager;
import io.tributary.common.paging.LastPages;
import io.tributary.common.paging.Learned;
import io.tributary.common.paging.ListPager;
import io.tributary.common.paging.PageContext;
import io.tributary.common.paging.PageRequest;
import io.tributary.common.paging.RangeReading;
import io.tributary.common.paging.Turn;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.ProtocolViolation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The state of a window being read, robust against misbehaving servers: it sorts rows unless the
 * server is proven to list them oldest first, shrinks requests that keep failing, and ends a list
 * where the server refuses further pages. Immutable: each page or failure yields the next state.
 *
 * @param learned what the server has shown about itself
 * @param rows what has been read and not yet emitted
 * @param proof what the window proves once it has been read
 */
record PullState(
    Pull pull,
    RangeReading reading,
    Learned learned,
    PulledRows rows,
    RetentionProbe retention,
    AheadQuota ahead,
    Pull.Proof proof) {
  /**
   * Returns the page to fetch next, or empty at the end of the window or while enough events are
   * ready.
   */
  Optional<PageRequest> nextRequest() {
    return isReading() ? Optional.of(reading.request()) : Optional.empty();
  }

  boolean isReading() {
    return !reading.done() && !rows.ready().hasEnough();
  }

  /** Whether everything has been read and emitted, or left to a later window. */
  boolean isDone(boolean last) {
    return reading.done() && rows.areEmitted(last);
  }

  /** Whether events were left for the next pull, unread or because the buffer was full. */
  boolean leftSomeOut() {
    return partial() || rows.overflowed();
  }

  /** Returns the events to emit now, oldest first, or none while they wait for more. */
  EmitBatcher.Batch nextBatch(Instant now, boolean last) {
    return rows.ready().next(now, reading.done(), last && reading.done());
  }

  /** Returns how far the events that are ready may move the checkpoint. */
  Reach reach(Checkpoint checkpoint, Reach present) {
    return partial() ? new Reach(checkpoint.time(), present.earliest(), present.latest()) : present;
  }

  /**
   * Returns the state after a page. Collects only events that the checkpoint has not seen.
   *
   * @throws ApiException with {@link ApiError#PAGE_REPEATED} if the server ignores paging
   */
  PullState with(Page page, Checkpoint checkpoint, Reach reach, Observations observations) {
    var noticed = notice(page, checkpoint, reach, observations);
    if (streams() && noticed.learned.order().broken()) {
      observations.note(new Observation.OrderBroke(reading.range(), checkpoint.since()));
      return noticed.restartedAt(reading.range().from(), reach, observations);
    }
    if (reading.pager() instanceof ListPager list
        && noticed.learned.pagesByTime(reading.server())) {
      return noticed.readingByTime(list.firstPageUntil(), reach, observations);
    }
    if (reading.pager() instanceof LastPages && !noticed.learned.readsFromTheEnd()) {
      return noticed.restartedAt(reading.range().from(), reach, observations);
    }
    var context = noticed.context(page.events(), checkpoint, reach);
    var turn = reading.pager().with(page, context);
    return noticed
        .with(noticed.learned.succeeded(reading.failures()))
        .learning(turn, page, context)
        .turned(turn, page, checkpoint, reach, observations);
  }

  PullState with(AheadQuota left) {
    return new PullState(pull, reading, learned, rows, retention, left, proof);
  }

  PullState with(PulledRows read) {
    return new PullState(pull, reading, learned, read, retention, ahead, proof);
  }

  PullState with(RangeReading next) {
    return new PullState(pull, next, learned, rows, retention, ahead, proof);
  }

  PullState with(Learned known) {
    return new PullState(pull, reading, known, rows, retention, ahead, proof);
  }

  PullState with(Pull.Proof shown) {
    return new PullState(pull, reading, learned, rows, retention, ahead, shown);
  }

  /** Whether the rest of the window could not be read. */
  boolean partial() {
    return proof == Pull.Proof.PARTIAL;
  }

  private boolean streams() {
    return reading.streams(learned) && !rows.overflowed();
  }

  /**
   * Checks the page for protocol violations. Events are emitted page by page only once the order is
   * proven: if the newest row came first, all others would look as if they had been read.
   */
  private PullState notice(
      Page page, Checkpoint checkpoint, Reach reach, Observations observations) {
    var known = learned.with(page.events(), reading.pager());
    if (known.order().broken()) {
      observations.violated(ProtocolViolation.ORDER);
    }
    if (reading.ignoresStart(page.events())) {
      observations.violated(ProtocolViolation.TIME_FILTER);
    }
    return new PullState(
        pull,
        reading,
        known,
        rows,
        retention.with(page.events()),
        ahead.met(page.events(), checkpoint, reach),
        proof);
  }

  PageContext context(List<Event> rows, Checkpoint checkpoint, Reach reach) {
    var range = reading.range();
    return PageContext.of(
        range,
        reach.earliest(),
        pull.readAgainUntil(),
        learned,
        reading.pager(),
        rows,
        checkpoint::passed,
        pull.reachesNow() && range.to().equals(pull.window().to()));
  }

  /** Returns what the end of a list shows about the list. */
  PullState learning(Turn turn, Page page, PageContext context) {
    return turn instanceof Turn.End ? with(learned.ended(reading.pager(), page, context)) : this;
  }

  PullState turned(
      Turn turn, Page page, Checkpoint checkpoint, Reach reach, Observations observations) {
    if (turn instanceof Turn.Next next) {
      var taken = taking(next.rows(), checkpoint);
      var beyond =
          reading.pager() instanceof CursorPager
              && streams()
              && !pull.reachesNow()
              && page.isFrom(reading.range().to());
      return beyond ? taken.ended(reach) : taken.with(reading.turnedTo(next.pager(), learned));
    }
    if (turn instanceof Turn.End end) {
      if (end.missing() > 0 || end.moving()) {
        observations.note(new Observation.RowsMissing(reading.range(), end.missing()));
      }
      var taken = taking(end.rows(), checkpoint);
      return (end.toReadAgain() ? taken.with(Pull.Proof.TO_READ_AGAIN) : taken).ended(reach);
    }
    if (turn instanceof Turn.Repeated repeated) {
      return repeated(repeated.all(), checkpoint, reach, observations);
    }
    return with(learned.withStartIgnored())
        .restartedAt(reading.range().from(), reach, observations);
  }

  /**
   * Returns the state after a page that repeats the one before. It may do so by chance, when as
   * many rows were added before it. Otherwise the server ignores paging, and the list ends there
   * unless it is known to have more rows.
   */
  private PullState repeated(
      boolean all, Checkpoint checkpoint, Reach reach, Observations observations) {
    if (!(all && observations.knows(ProtocolViolation.PAGING))) {
      if (reading.mayRepeat()) {
        return with(reading.repeated()).restartedAt(reading.range().from(), reach, observations);
      }
      if (!all) {
        throw new ApiException(ApiError.PAGE_REPEATED, reading.pager().position());
      }
      observations.violated(ProtocolViolation.PAGING);
    }
    if (reading.pager() instanceof ListPager list) {
      var nothing = Page.of(List.of());
      var end = list.refused(true, false, context(nothing.events(), checkpoint, reach));
      if (end.isPresent()) {
        return turned(end.get(), nothing, checkpoint, reach, observations);
      }
    }
    return ended(reach);
  }

  private PullState taking(List<Event> events, Checkpoint checkpoint) {
    if (!streams()) {
      return with(rows.collecting(events, checkpoint));
    }
    var released = reading.pager() instanceof CursorPager ? rows.released() : rows;
    return with(released.emitting(events));
  }

  private PullState ended(Reach reach) {
    var next = with(reading.ended(learned, reach.earliest()));
    return next.reading.done() ? next.with(rows.released()) : next;
  }

  /**
   * Goes on by time. Until now pages were requested by number, which may have skipped rows behind
   * the first page.
   */
  private PullState readingByTime(Instant until, Reach reach, Observations observations) {
    return until.isAfter(reading.range().from()) && until.isBefore(reading.range().to())
        ? with(rows.released()).restartedAt(until, reach, observations)
        : with(rows.overflowed() ? rows.withoutCollected() : rows)
            .restartedAt(pull.window().from(), reach, observations);
  }

  private PullState restartedAt(Instant from, Reach reach, Observations observations) {
    observations.note(new Observation.ReadAgain(reading.range(), from));
    return with(reading.restartedAt(from, learned, reach.earliest()));
  }
}
