package io.tributary.quickstart;

import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.threatq.fixture.ThreatQRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the fake vendors have in their logs: days of ordinary events and the awkward ones that real
 * logs hold too: many in one second, one listed twice, one without an id, text that is not ASCII.
 */
final class DemoEvents {
  /** How far back the logs reach. */
  static final Duration HISTORY = Duration.ofDays(4);

  private static final Duration SETTLED = Duration.ofMinutes(3);
  private static final Duration RECENT = Duration.ofHours(20);

  private DemoEvents() {}

  /** The Kiteworks log at a time: 5,202 rows, 5,201 different events. */
  static List<EventRow> activities(Instant now) {
    Instant start = now.minus(HISTORY);
    Instant burst = now.minus(Duration.ofHours(30));
    var rows = new ArrayList<>(ActivityRows.realistic(1, 4_500, start, now.minus(SETTLED)));
    rows.addAll(ActivityRows.inOneSecond(2, 700, burst));
    rows.add(ActivityRows.withoutId(3, burst.plusSeconds(1)));
    rows.add(rows.get(2_000));
    return rows;
  }

  /** The CloudSEK log at a time: 5,102 rows, 5,101 different alerts. */
  static List<EventRow> alerts(Instant now) {
    Instant start = now.minus(HISTORY);
    // Most of it is older than what every round reads again, which here follow each other closely.
    Instant recent = now.minus(RECENT);
    var rows =
        new ArrayList<>(AlertRows.nested(4, 4_600, start, recent.minus(RECENT.multipliedBy(2))));
    rows.addAll(AlertRows.nested(5, 200, recent, now.minus(SETTLED)));
    rows.addAll(AlertRows.inOneSecond(6, 300, recent));
    rows.add(withoutIds(recent.plusSeconds(1)));
    rows.add(rows.get(2_000));
    return rows;
  }

  /** The ThreatQ events at a time: 5,101 rows, all different. */
  static List<EventRow> threats(Instant now) {
    Instant start = now.minus(HISTORY);
    Instant burst = now.minus(Duration.ofHours(30));
    var rows = new ArrayList<>(ThreatQRows.realistic(8, 4_500, start, now.minus(SETTLED)));
    rows.addAll(ThreatQRows.inOneSecond(9, 600, burst));
    rows.add(ThreatQRows.withoutId(10, burst.plusSeconds(1)));
    return rows;
  }

  /** A few activities that happen now. */
  static List<EventRow> newActivities(long seed, Instant now) {
    return ActivityRows.realistic(seed, 1 + (int) (seed % 4), now, now);
  }

  /** One alert that is raised now. */
  static List<EventRow> newAlerts(long seed, Instant now) {
    return AlertRows.nested(seed, 1, now, now);
  }

  /** One ThreatQ event of now. */
  static List<EventRow> newThreats(long seed, Instant now) {
    return ThreatQRows.realistic(seed, 1, now, now);
  }

  /** Neither the top-level id nor the one that stands in for it. */
  private static EventRow withoutIds(Instant time) {
    String json = AlertRows.withoutId(7, time).json();
    return EventRow.raw(time, json.replaceFirst("\"event_id\":\"[^\"]*\",", ""));
  }
}
