// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.json.TimeRange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of the past: in which order it is read, by how many tasks, and what comes again. */
public final class BackfillSettings {
  /** The most slices of a history, and the most ranges to replay at once. */
  public static final int MOST = 32;

  private static final String BEHIND = "behind";

  public static final Setting<String> BACKFILL =
      Setting.oneOf("backfill", "in-order", BEHIND)
          .importance(MEDIUM)
          .text(
              "in-order: a feed begins with its oldest event; behind: it begins with the newest ones,"
                  + " and what lies before them is read behind them, with what they leave of"
                  + " requests.limits. It counts when a feed begins.");

  public static final Setting<Integer> SLICES =
      Setting.integer("backfill.slices", 1)
          .between(1, MOST)
          .importance(MEDIUM)
          .text(
              "In how many slices the past is read that lies behind; up to tasks.max tasks share"
                  + " them, and requests.limits. It counts when a feed begins.");

  public static final Setting<String> REPLAY =
      Setting.string("replay")
          .check(
              Validators.orEmpty(
                  Validators.checked("from/until,…", value -> fault(value.toString()))))
          .text(
              "Ranges to send again, once each and beside the feed, such as"
                  + " 2026-11-01T00:00:00Z/2026-11-02T00:00:00Z, several with commas between them;"
                  + " their records have the header devo.replay; empty: none.");

  private BackfillSettings() {}

  static ConfigDef define(ConfigDef def) {
    new SettingGroup(def, "History").add(BACKFILL, SLICES, REPLAY);
    return def;
  }

  /** Whether a feed that begins reads its newest events first. */
  public static boolean isBehind(AbstractConfig config) {
    return BACKFILL.of(config).equals(BEHIND);
  }

  /** Whether valid settings ask for more than one slice. */
  public static boolean areSeveralSlices(Map<String, String> settings) {
    var slices = settings.get(SLICES.name());
    return slices != null && !slices.strip().equals("1");
  }

  /** Returns the ranges to send again, in the order they were given. */
  public static List<TimeRange> replays(AbstractConfig config) {
    return ranges(REPLAY.of(config));
  }

  static void check(CrossFieldChecks settings, Instant now) {
    settings.conflictIf(
        settings.value(SLICES) instanceof Integer slices
            && slices > 1
            && !settings.is(BACKFILL, BEHIND),
        SLICES,
        "only a past that is read behind is cut: it needs " + BACKFILL + "=" + BEHIND);
    if (settings.value(REPLAY) instanceof String text) {
      settings.conflictIf(
          ranges(text).stream().anyMatch(range -> range.until().isAfter(now)),
          REPLAY,
          "a range that has not ended cannot be sent again");
    }
  }

  private static List<TimeRange> ranges(String text) {
    return Stream.of(text.split(",", -1))
        .filter(range -> !range.isBlank())
        .map(TimeRange::parse)
        .distinct()
        .toList();
  }

  private static String fault(String text) {
    try {
      return ranges(text).size() > MOST ? "must not have more than " + MOST + " ranges" : "";
    } catch (IllegalArgumentException e) {
      return e.getMessage() + ", such as 2026-11-01T00:00:00Z/2026-11-02T00:00:00Z";
    }
  }
}
