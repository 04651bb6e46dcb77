package io.tributary.common.checkpoint;

import io.tributary.common.error.SetupError;
import io.tributary.common.event.DigestSet;
import io.tributary.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * How far a feed has been read: every event up to {@code time} has been emitted; {@code seen} knows
 * each emitted event from {@code since} on; nothing older than {@code since} is asked for or
 * emitted. It moves with events, never with the clock, and never past the end of a window.
 *
 * @param time UTC
 * @param since UTC, at most {@code time}; whole seconds, except at the start of a {@link
 *     OffsetImport}
 */
public record Checkpoint(Instant time, Instant since, SeenIds seen) {
  static final String VERSION = "1";

  private static final String VERSION_KEY = "version";
  private static final String TIME_KEY = "last_event_time_in_utc";
  private static final String SINCE_KEY = "since_in_utc";
  private static final String IDS_KEY = "last_ids";
  private static final String PENDING_KEY = "ids_pending";
  private static final Set<String> KEYS =
      Set.of(VERSION_KEY, TIME_KEY, SINCE_KEY, IDS_KEY, PENDING_KEY);

  /** A feed that begins at the given time, with nothing seen. */
  public static Checkpoint startingAt(Instant start) {
    return new Checkpoint(start, wholeSecond(start), SeenIds.NONE);
  }

  /** The events that have not been emitted and are not too old to be, each once. */
  public List<Event> unseen(List<Event> events) {
    var fresh = new ArrayList<Event>(events.size());
    var digests = new DigestSet(events.size());
    for (var event : events) {
      if (!seen.contains(event)
          && !event.timeOr(Instant.MAX).isBefore(since)
          && digests.add(event.digest())) {
        fresh.add(event);
      }
    }
    return fresh;
  }

  /** With the events among the given ones that were seen before remembered for longer. */
  public Checkpoint renewed(List<Event> events, Instant windowEnd) {
    var again = events.stream().filter(seen::contains).toList();
    return new Checkpoint(time, since, seen.with(again, windowEnd));
  }

  /**
   * With room to remember so many more events: {@code since} rises if need be, so the overlap
   * shrinks, but never above {@code time}.
   *
   * @throws ConnectException with {@link SetupError#SEEN_FULL} if they still do not fit
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
   * What the emission of all the given unseen events of one page comes to.
   *
   * @param after the checkpoint when all of them have been emitted
   * @param offsets those of the page's records, one for each: each says what has been emitted up to
   *     and including its record, so it does not matter which of them is the last to be committed
   */
  public record Emission(Checkpoint after, List<Map<String, String>> offsets) {}

  /** Emits the given unseen events of one page. */
  public Emission emit(List<Event> unseen, Instant windowEnd, Duration overlap) {
    var latest = time;
    for (var event : unseen) {
      // An event without a time moves nothing, one dated ahead moves it to the window's end.
      var eventTime = event.timeOr(time);
      var reached = eventTime.isBefore(windowEnd) ? eventTime : windowEnd;
      latest = reached.isAfter(latest) ? reached : latest;
    }
    var follows = wholeSecond(latest.minus(overlap));
    var from = follows.isAfter(since) ? follows : since;
    var grown = seen.with(unseen, windowEnd);
    var after = new Checkpoint(latest, from, grown.since(from));
    return new Emission(after, offsets(after, grown.encode(), unseen.size()));
  }

  /** The records of a page share one string of ids, of which the last are still to come. */
  private List<Map<String, String>> offsets(Checkpoint after, String ids, int records) {
    var offsets = new ArrayList<Map<String, String>>(records);
    var until = offset(this, ids);
    for (var pending = records - 1; pending >= 0; pending--) {
      var offset = new HashMap<>(pending == 0 ? offset(after, ids) : until);
      offset.put(PENDING_KEY, Integer.toString(pending));
      offsets.add(offset);
    }
    return offsets;
  }

  /** The offset that stands for it. */
  public Map<String, String> toOffset() {
    return offset(this, seen.encode());
  }

  /**
   * The checkpoint an offset stands for. An offset with nothing but {@code last_event_time_in_utc}
   * begins there, with nothing seen.
   *
   * @throws ConnectException with {@link SetupError#OFFSET_UNREADABLE} or {@link
   *     SetupError#OFFSET_NEWER} if it stands for none
   */
  public static Checkpoint fromOffset(Map<String, ?> offset) {
    var unknown = offset.keySet().stream().filter(key -> !KEYS.contains(key)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw unreadable("it has unknown members " + unknown);
    }
    var version = text(offset, VERSION_KEY, VERSION);
    if (!version.equals(VERSION)) {
      throw version.matches("[1-9]\\d*")
          ? new ConnectException(SetupError.OFFSET_NEWER.message(version, VERSION))
          : unreadable("version must be " + VERSION);
    }
    try {
      var time = Instant.parse(text(offset, TIME_KEY, ""));
      var since = Instant.parse(text(offset, SINCE_KEY, wholeSecond(time).toString()));
      if (since.isAfter(time)) {
        throw unreadable(SINCE_KEY + " must not be later than " + TIME_KEY);
      }
      var pending = Integer.parseInt(text(offset, PENDING_KEY, "0"));
      var seen = SeenIds.decode(text(offset, IDS_KEY, "[]"), pending).since(since);
      return new Checkpoint(time, since, seen);
    } catch (DateTimeParseException e) {
      throw unreadable("'" + e.getParsedString() + "' is not a time such as 2026-03-01T00:00:00Z");
    } catch (IllegalArgumentException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> offset(Checkpoint at, String ids) {
    var offset = new HashMap<String, String>();
    offset.put(VERSION_KEY, VERSION);
    offset.put(TIME_KEY, at.time.toString());
    offset.put(SINCE_KEY, at.since.toString());
    offset.put(IDS_KEY, ids);
    offset.put(PENDING_KEY, "0");
    return offset;
  }

  private static String text(Map<String, ?> offset, String key, String absent) {
    var value = offset.get(key);
    return value == null ? absent : value.toString();
  }

  private static Instant wholeSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static ConnectException unreadable(String why) {
    return new ConnectException(SetupError.OFFSET_UNREADABLE.message(why));
  }
}
