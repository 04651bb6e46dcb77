// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import io.tributary.common.error.SetupError;
import io.tributary.common.event.DigestLog;
import io.tributary.common.event.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * How far a feed has been read. Every event up to {@code time} has been emitted. {@code seen} holds
 * every emitted event from {@code since} on. Events older than {@code since} are neither requested
 * nor emitted. A checkpoint advances with events, never with a clock, and never past its {@link
 * Reach}.
 *
 * @param time UTC
 * @param since UTC, at most {@code time}; whole seconds, except at the start of a {@link
 *     OffsetImport}
 * @param cut how the feed is divided into lanes, or null if all of it is read in order
 */
public record Checkpoint(Instant time, Instant since, SeenIds seen, @Nullable HistoryCut cut) {
  public Checkpoint {
    if (since.isAfter(time)) {
      throw new IllegalArgumentException("since " + since + " is after time " + time);
    }
  }

  /** A checkpoint of a feed that is read in order. */
  public Checkpoint(Instant time, Instant since, SeenIds seen) {
    this(time, since, seen, null);
  }

  /** Returns this checkpoint with the cut of its feed. */
  public Checkpoint with(@Nullable HistoryCut division) {
    return new Checkpoint(time, since, seen, division);
  }

  /** Returns the checkpoint of a feed that begins at the given time, with nothing seen. */
  public static Checkpoint startingAt(Instant start) {
    return new Checkpoint(start, wholeSecond(start), SeenIds.NONE);
  }

  /**
   * Returns the given events that have not been emitted and are not older than {@code since},
   * without duplicates.
   */
  public List<Event> unseen(List<Event> events) {
    var fresh = new ArrayList<Event>(events.size());
    var digests = new DigestLog(events.size());
    for (var event : events) {
      if (!passed(event) && digests.findOrAppend(event.digest(), 0) < 0) {
        fresh.add(event);
      }
    }
    return fresh;
  }

  /** Whether the event is never emitted again: it was emitted, or is older than {@code since}. */
  public boolean passed(Event event) {
    return event.timeOr(Instant.MAX).isBefore(since) || seen.contains(event);
  }

  /** Returns the given time, or {@code since} if that is later. */
  public Instant later(Instant from) {
    return from.isAfter(since) ? from : since;
  }

  /** Returns this checkpoint once everything before the given time, UTC, has been emitted. */
  public Checkpoint reaching(Instant end) {
    return new Checkpoint(end, since, seen, cut);
  }

  /** Whether the event is dated ahead of the present and of {@code time}. */
  boolean isAhead(Event event, Reach reach) {
    return reach.isAhead(event) && event.timeOr(Instant.MIN).isAfter(time);
  }

  /**
   * Returns this checkpoint with at most {@code most} events that are dated ahead. Offsets of
   * earlier releases may hold any number of them.
   */
  public Checkpoint withAtMostAhead(int most, Reach reach) {
    var from = reach.from(time);
    return new Checkpoint(time, since, seen.clamped(from.earliest(), from.furthest(), most), cut);
  }

  /** Returns this checkpoint, which remembers the given events for longer if it has seen them. */
  public Checkpoint renewed(List<Event> events, Reach reach) {
    return new Checkpoint(time, since, seen.renewed(events, reach.from(time)), cut);
  }

  /**
   * Returns this checkpoint with room for the given number of further events. If necessary {@code
   * since} rises, which shrinks the overlap, but never above {@code time}.
   *
   * @throws ConnectException with {@link SetupError#SEEN_FULL} if the events still do not fit
   */
  public Checkpoint withRoomFor(int events) {
    var least = seen.secondThatLeaves(SeenIds.MOST - events);
    if (!least.isAfter(since)) {
      return this;
    }
    if (least.isAfter(wholeSecond(time))) {
      throw new ConnectException(SetupError.SEEN_FULL.message(SeenIds.MOST, wholeSecond(time)));
    }
    return new Checkpoint(time, least, seen.since(least), cut);
  }

  /**
   * The result of emitting the unseen events of one page.
   *
   * @param after the checkpoint after all of them have been emitted
   * @param offsets one offset per record of the page. Each covers everything emitted up to and
   *     including its record, so any of them may be the last one committed.
   */
  public record Emission(Checkpoint after, List<Map<String, String>> offsets) {

    /**
     * Returns the emission of the last events before the given time, UTC, which the checkpoint then
     * reaches.
     */
    public Emission reaching(Instant end) {
      var reached = after.reaching(end);
      if (offsets.isEmpty()) {
        return new Emission(reached, offsets);
      }
      var all = new ArrayList<>(offsets);
      all.set(all.size() - 1, OffsetCodec.encode(reached));
      return new Emission(reached, all);
    }
  }

  /** Emits the given unseen events of one page. */
  public Emission emit(List<Event> unseen, Reach reach, LookBack lookBack) {
    var latest = time;
    for (var event : unseen) {
      var reached = reach.timeOf(event, time);
      latest = reached.isAfter(latest) ? reached : latest;
    }
    var follows = lookBack.remembersFrom(latest, reach.earliest());
    var from = follows.isAfter(since) ? follows : since;
    var grown = seen.with(unseen, reach.from(time));
    var after = new Checkpoint(latest, from, grown.since(from), cut);
    var offsets = OffsetCodec.encodePage(this, after, grown, unseen.size());
    return new Emission(after, offsets);
  }

  private static Instant wholeSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
