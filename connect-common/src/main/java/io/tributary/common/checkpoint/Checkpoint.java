// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import io.tributary.common.error.SetupError;
import io.tributary.common.event.DigestLog;
import io.tributary.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How far a feed has been read. Every event up to {@code time} has been emitted. {@code seen} holds
 * every emitted event from {@code since} on. Events older than {@code since} are neither requested
 * nor emitted. A checkpoint advances with events, never with the clock, and never past the end of a
 * window.
 *
 * @param time UTC
 * @param since UTC, at most {@code time}; whole seconds, except at the start of a {@link
 *     OffsetImport}
 */
public record Checkpoint(Instant time, Instant since, SeenIds seen) {
  public Checkpoint {
    if (since.isAfter(time)) {
      throw new IllegalArgumentException("since " + since + " is after time " + time);
    }
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
      if (!seen.contains(event)
          && !event.timeOr(Instant.MAX).isBefore(since)
          && digests.add(event.digest())) {
        fresh.add(event);
      }
    }
    return fresh;
  }

  /**
   * Returns this checkpoint, which remembers for longer those of the given events that were seen
   * before.
   */
  public Checkpoint renewed(List<Event> events, Instant windowEnd) {
    var again = events.stream().filter(seen::contains).toList();
    return new Checkpoint(time, since, seen.with(again, windowEnd));
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
    return new Checkpoint(time, least, seen.since(least));
  }

  /**
   * The result of emitting the unseen events of one page.
   *
   * @param after the checkpoint after all of them have been emitted
   * @param offsets one offset per record of the page. Each covers everything emitted up to and
   *     including its record, so any of them may be the last one committed.
   */
  public record Emission(Checkpoint after, List<Map<String, String>> offsets) {}

  /** Emits the given unseen events of one page. */
  public Emission emit(List<Event> unseen, Instant windowEnd, Duration overlap) {
    var latest = time;
    for (var event : unseen) {
      // An event without a time does not move the checkpoint. One dated in the future moves it to
      // the end of the window.
      var eventTime = event.timeOr(time);
      var reached = eventTime.isBefore(windowEnd) ? eventTime : windowEnd;
      latest = reached.isAfter(latest) ? reached : latest;
    }
    var follows = wholeSecond(latest.minus(overlap));
    var from = follows.isAfter(since) ? follows : since;
    var grown = seen.with(unseen, windowEnd);
    var after = new Checkpoint(latest, from, grown.since(from));
    var offsets = OffsetCodec.encodePage(this, after, grown, unseen.size());
    return new Emission(after, offsets);
  }

  private static Instant wholeSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
