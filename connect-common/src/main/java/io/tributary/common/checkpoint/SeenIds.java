// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import io.tributary.common.event.Event;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The events emitted within the overlap, as the digest and the second of each, in the order
 * emitted. Immutable. The sets of successive pages share what they have in common.
 */
public final class SeenIds {
  /** The most ids an offset holds. They stay well under 1 MiB, the producer's limit. */
  public static final int MOST = 30_000;

  /** The most events emitted at once, so that their ids fit next to those of earlier events. */
  public static final int MOST_AT_ONCE = 10_000;

  /** The seconds of earlier releases may be later than any time that is read today. */
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  public static final SeenIds NONE = new SeenIds(new SeenLog(0), 0, 0);

  private final SeenLog log;
  private final int from;
  private final int to;

  private SeenIds(SeenLog log, int from, int to) {
    this.log = log;
    this.from = from;
    this.to = to;
  }

  /** Whether the event was emitted within the overlap. */
  public boolean contains(Event event) {
    return log.find(event.digest(), from, to) >= 0;
  }

  /** Returns the number of events, from 0 to {@link #MOST}. */
  public int size() {
    return to - from;
  }

  /** Returns how many of the events happened from the first second to the last, both inclusive. */
  public long countBetween(Instant first, Instant last) {
    return seconds()
        .filter(second -> second >= first.getEpochSecond() && second <= last.getEpochSecond())
        .count();
  }

  /** Returns the seconds, since 1970, of the events whose digests do not pass the test. */
  public LongStream secondsWithout(LongPredicate test) {
    return IntStream.range(from, to)
        .filter(at -> !test.test(log.digest(at)))
        .mapToLong(log::second);
  }

  /** Returns this set with the given events. An event already present is renewed in place. */
  SeenIds with(List<Event> events, Reach reach) {
    // Another set may have extended the log already.
    var goesOn = to == log.size() && log.hasRoomFor(events.size());
    var grown = goesOn ? log : copy(2 * (size() + events.size()));
    var start = goesOn ? from : 0;
    var isOlder = false;
    for (var event : events) {
      var second = reach.secondOf(event);
      var at = grown.findOrAppend(event.digest(), second, start);
      isOlder |= at >= 0 && grown.second(at) < second;
    }
    var all = new SeenIds(grown, start, grown.size());
    return isOlder ? all.renewedAll(events, reach) : all;
  }

  /** Returns this set, in which those of the given events that are present are renewed in place. */
  SeenIds renewed(List<Event> events, Reach reach) {
    for (var event : events) {
      var at = log.find(event.digest(), from, to);
      if (at >= 0 && log.second(at) < reach.secondOf(event)) {
        return renewedAll(events, reach);
      }
    }
    return this;
  }

  private SeenIds renewedAll(List<Event> events, Reach reach) {
    var seconds = new LinkedHashMap<Long, Long>();
    for (var at = from; at < to; at++) {
      seconds.put(log.digest(at), log.second(at));
    }
    for (var event : events) {
      seconds.computeIfPresent(
          event.digest(), (digest, second) -> Math.max(second, reach.secondOf(event)));
    }
    return of(seconds);
  }

  /**
   * Returns this set with at most {@code mostAhead} events dated after the present. Later dates
   * than {@code furthest} become that.
   */
  SeenIds clamped(Instant present, Instant furthest, int mostAhead) {
    var now = present.getEpochSecond();
    if (seconds().noneMatch(second -> second > now)) {
      return this;
    }
    var kept = new LinkedHashMap<Long, Long>();
    var ahead = 0;
    for (var at = from; at < to; at++) {
      var isAhead = log.second(at) > now;
      ahead += isAhead ? 1 : 0;
      if (!isAhead || ahead <= mostAhead) {
        kept.put(log.digest(at), Math.min(log.second(at), furthest.getEpochSecond()));
      }
    }
    return of(kept);
  }

  /** Returns this set without the events before the given second. */
  SeenIds since(Instant since) {
    var first = since.getEpochSecond();
    var start = from;
    while (start < to && log.second(start) < first) {
      start++;
    }
    for (var at = start; at < to; at++) {
      if (log.second(at) < first) {
        return without(first);
      }
    }
    return start == from ? this : new SeenIds(log, start, to);
  }

  private SeenIds without(long before) {
    var kept = new SeenLog(2 * size());
    for (var at = from; at < to; at++) {
      if (log.second(at) >= before) {
        kept.append(log.digest(at), log.second(at));
      }
    }
    return new SeenIds(kept, 0, kept.size());
  }

  /** Returns the second before which ids must be forgotten so that at most {@code most} remain. */
  Instant secondThatLeaves(int most) {
    if (size() <= most) {
      return Instant.MIN;
    }
    var sorted = seconds().sorted().toArray();
    var newestForgotten = sorted[sorted.length - 1 - most];
    return Instant.ofEpochSecond(newestForgotten + 1);
  }

  /** Returns the ids as text, in the order emitted. */
  String encode() {
    return log.text(from, to);
  }

  /**
   * Parses the result of {@link #encode}, without the last {@code pending} ids, which were not
   * emitted.
   *
   * @throws IllegalArgumentException naming the member of the offset that has another form
   */
  static SeenIds decode(String text, String pending) {
    var log = new SeenLog(text.length() / SeenLog.SHORTEST_ENTRY);
    SeenLog.read(text.strip(), (digest, second) -> log.append(digest, kept(second)));
    return emitted(log, pending);
  }

  /** Returns the ids of a log without the last ones, which were not emitted. */
  static SeenIds emitted(SeenLog log, String pending) {
    if (log.size() > MOST) {
      throw new IllegalArgumentException(OffsetCodec.IDS + " must have at most " + MOST + " ids");
    }
    return new SeenIds(log, 0, log.size() - pending(pending, log.size()));
  }

  static long kept(long second) {
    return Math.min(second, LAST_SECOND);
  }

  /** Calls the consumer with each digest and second, in the order emitted. */
  void forEach(BiConsumer<Long, Long> entries) {
    for (var at = from; at < to; at++) {
      entries.accept(log.digest(at), log.second(at));
    }
  }

  private static int pending(String text, int most) {
    if (text.matches("\\d{1,9}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(OffsetCodec.PENDING + " must be from 0 to " + most);
  }

  private static SeenIds of(Map<Long, Long> seconds) {
    var log = new SeenLog(2 * seconds.size());
    seconds.forEach(log::append);
    return new SeenIds(log, 0, log.size());
  }

  private SeenLog copy(int room) {
    var copy = new SeenLog(room);
    for (var at = from; at < to; at++) {
      copy.append(log.digest(at), log.second(at));
    }
    return copy;
  }

  private LongStream seconds() {
    return IntStream.range(from, to).mapToLong(log::second);
  }

  @Override
  public String toString() {
    return size() + " ids";
  }
}
