// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import io.tributary.common.error.SetupError;
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
 * The one place that knows how a checkpoint is written into a source offset. All values are
 * strings, because Connect refuses lists.
 */
public final class OffsetCodec {
  /** The member that holds the version of the format. */
  public static final String VERSION = "version";

  /** The member that holds {@link Checkpoint#time}, ISO 8601 in UTC. */
  public static final String TIME = "last_event_time_in_utc";

  /** The member that holds {@link Checkpoint#since}, ISO 8601 in UTC. */
  static final String SINCE = "since_in_utc";

  /** The member that holds {@link Checkpoint#seen} as a JSON array of {@code digest@second}. */
  static final String IDS = "last_ids";

  /** The member that holds how many ids at the end of {@link #IDS} are not emitted yet. */
  static final String PENDING = "ids_pending";

  /** The version this release writes. */
  static final String CURRENT_VERSION = "1";

  private static final Set<String> MEMBERS = Set.of(VERSION, TIME, SINCE, IDS, PENDING);

  private OffsetCodec() {}

  /** The offset that holds a checkpoint. */
  public static Map<String, String> encode(Checkpoint checkpoint) {
    return offset(checkpoint, checkpoint.seen().encode(), 0);
  }

  /**
   * The checkpoint that an offset holds. An offset with nothing but {@link #TIME} begins there,
   * with nothing seen.
   *
   * @throws ConnectException with {@link SetupError#OFFSET_UNREADABLE} or {@link
   *     SetupError#OFFSET_NEWER} if it holds none
   */
  public static Checkpoint decode(Map<String, ?> offset) {
    var unknown = offset.keySet().stream().filter(key -> !MEMBERS.contains(key)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw unreadable("it has unknown members " + unknown);
    }
    requireCurrent(text(offset, VERSION, CURRENT_VERSION));
    try {
      var time = Instant.parse(text(offset, TIME, ""));
      var since = Instant.parse(text(offset, SINCE, wholeSecond(time).toString()));
      if (since.isAfter(time)) {
        throw unreadable(SINCE + " must not be later than " + TIME);
      }
      var pending = Integer.parseInt(text(offset, PENDING, "0"));
      var seen = SeenIds.decode(text(offset, IDS, "[]"), pending).since(since);
      return new Checkpoint(time, since, seen);
    } catch (DateTimeParseException e) {
      throw unreadable("'" + e.getParsedString() + "' is not a time such as 2026-03-01T00:00:00Z");
    } catch (IllegalArgumentException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The offsets of the records of one page, one for each. They share one text of ids, and each
   * counts the ids at its end that are still to be emitted.
   */
  static List<Map<String, String>> encodePage(
      Checkpoint before, Checkpoint after, SeenIds grown, int records) {
    var ids = grown.encode();
    var offsets = new ArrayList<Map<String, String>>(records);
    var unfinished = offset(before, ids, 0);
    for (var pending = records - 1; pending > 0; pending--) {
      var offset = new HashMap<>(unfinished);
      offset.put(PENDING, Integer.toString(pending));
      offsets.add(offset);
    }
    if (records > 0) {
      offsets.add(offset(after, ids, 0));
    }
    return offsets;
  }

  private static Map<String, String> offset(Checkpoint at, String ids, int pending) {
    var offset = new HashMap<String, String>();
    offset.put(VERSION, CURRENT_VERSION);
    offset.put(TIME, at.time().toString());
    offset.put(SINCE, at.since().toString());
    offset.put(IDS, ids);
    offset.put(PENDING, Integer.toString(pending));
    return offset;
  }

  private static void requireCurrent(String version) {
    if (!version.equals(CURRENT_VERSION)) {
      throw version.matches("[1-9]\\d*")
          ? new ConnectException(SetupError.OFFSET_NEWER.message(version, CURRENT_VERSION))
          : unreadable("version must be " + CURRENT_VERSION);
    }
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
