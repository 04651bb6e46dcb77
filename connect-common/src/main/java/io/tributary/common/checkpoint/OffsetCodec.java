// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import io.tributary.common.error.ForeignText;
import io.tributary.common.error.SetupError;
import io.tributary.common.json.Timestamps;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Converts checkpoints to source offsets and back. No other class knows the format. All values are
 * strings, because Connect rejects lists.
 */
public final class OffsetCodec {
  /** The member that holds the version of the format. */
  public static final String VERSION = "version";

  /** The member that holds {@link Checkpoint#time}, ISO 8601 in UTC. */
  public static final String TIME = "last_event_time_in_utc";

  /** The member that holds {@link Checkpoint#since}, ISO 8601 in UTC. */
  static final String SINCE = "since_in_utc";

  /** The member that holds {@link Checkpoint#seen}. */
  static final String IDS = "last_ids";

  /**
   * The member that holds the number of ids at the end of {@link #IDS} that are not emitted yet.
   */
  static final String PENDING = "ids_pending";

  /** The member that holds {@link Checkpoint#cut}; absent if the feed is read in order. */
  public static final String HISTORY = "history";

  /** The version this release writes. It reads those before as well. */
  static final String CURRENT_VERSION = "2";

  private static final Set<String> MEMBERS = Set.of(VERSION, TIME, SINCE, IDS, PENDING, HISTORY);

  private OffsetCodec() {}

  /** Returns the offset that holds the given checkpoint. */
  public static Map<String, String> encode(Checkpoint checkpoint) {
    return offset(checkpoint, checkpoint.seen().encode());
  }

  /**
   * Returns the checkpoint that the offset holds. If the offset holds only {@link #TIME}, the feed
   * begins there with nothing seen.
   *
   * @throws ConnectException with {@link SetupError#OFFSET_UNREADABLE} or {@link
   *     SetupError#OFFSET_NEWER} if the offset is not readable
   */
  public static Checkpoint decode(Map<String, ?> offset) {
    var unknown = offset.keySet().stream().filter(key -> !MEMBERS.contains(key)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw unreadable("it has unknown members " + ForeignText.line(unknown.toString()));
    }
    var ids = text(offset, IDS, "");
    var version =
        text(offset, VERSION, FirstOffsets.hasForm(ids) ? FirstOffsets.VERSION : CURRENT_VERSION);
    requireKnown(version);
    var time = time(offset, TIME, "");
    var since = time(offset, SINCE, wholeSecond(time).toString());
    if (since.isAfter(time)) {
      throw unreadable(SINCE + " must not be later than " + TIME);
    }
    try {
      var pending = text(offset, PENDING, "0");
      var seen =
          version.equals(FirstOffsets.VERSION)
              ? FirstOffsets.ids(ids, pending)
              : SeenIds.decode(ids, pending);
      var cut = text(offset, HISTORY, "");
      return new Checkpoint(time, since, seen.since(since))
          .with(cut.isEmpty() ? null : HistoryCut.parse(cut));
    } catch (IllegalArgumentException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns one offset per record of a page. The offsets share one list of ids, and each counts the
   * ids at the end of the list that are still to be emitted.
   */
  static List<Map<String, String>> encodePage(
      Checkpoint before, Checkpoint after, SeenIds grown, int records) {
    var ids = grown.encode();
    var offsets = new ArrayList<Map<String, String>>(records);
    var time = before.time().toString();
    var since = before.since().toString();
    for (var pending = records - 1; pending > 0; pending--) {
      offsets.add(offset(time, since, ids, Integer.toString(pending), after.cut()));
    }
    if (records > 0) {
      offsets.add(offset(after, ids));
    }
    return offsets;
  }

  /**
   * Returns the offset as releases that write version 1 read it, for going back to one of them.
   * They read in order, so a history that is left is not read.
   */
  public static Map<String, String> encodeVersion1(Checkpoint at) {
    return Map.of(
        VERSION,
        FirstOffsets.VERSION,
        TIME,
        at.time().toString(),
        SINCE,
        at.since().toString(),
        IDS,
        FirstOffsets.text(at.seen()),
        PENDING,
        "0");
  }

  private static Map<String, String> offset(Checkpoint at, String ids) {
    return offset(at.time().toString(), at.since().toString(), ids, "0", at.cut());
  }

  private static Map<String, String> offset(
      String time, String since, String ids, String pending, @Nullable HistoryCut cut) {
    var version = CURRENT_VERSION;
    return cut == null
        ? Map.of(VERSION, version, TIME, time, SINCE, since, IDS, ids, PENDING, pending)
        : Map.of(
            VERSION,
            version,
            TIME,
            time,
            SINCE,
            since,
            IDS,
            ids,
            PENDING,
            pending,
            HISTORY,
            cut.toString());
  }

  private static void requireKnown(String version) {
    if (!version.equals(CURRENT_VERSION) && !version.equals(FirstOffsets.VERSION)) {
      throw version.matches("[1-9]\\d*")
          ? new ConnectException(SetupError.OFFSET_NEWER.message(version, CURRENT_VERSION))
          : unreadable(VERSION + " must be 1 or " + CURRENT_VERSION);
    }
  }

  private static Instant time(Map<String, ?> offset, String member, String absent) {
    var text = text(offset, member, absent);
    try {
      var time = Instant.parse(text);
      if (Timestamps.isInRange(time)) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // The exception below reports it.
    }
    throw unreadable(
        member
            + ": '"
            + ForeignText.line(text)
            + "' is not a timestamp such as 2026-03-01T00:00:00Z, from 1970 to 9999");
  }

  private static String text(Map<String, ?> offset, String member, String absent) {
    var value = offset.get(member);
    return value == null ? absent : value.toString();
  }

  private static Instant wholeSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static ConnectException unreadable(String why) {
    return new ConnectException(SetupError.OFFSET_UNREADABLE.message(why));
  }
}
