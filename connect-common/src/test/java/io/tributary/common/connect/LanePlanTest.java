// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.vendor.Feed;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.Test;

/** Which lanes a feed has: what has begun is read to its end, whatever the settings say by now. */
class LanePlanTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:34:56Z");
  private static final String START = "2026-03-01T00:00:00Z";
  private static final String CUT = START + "/2026-03-02T12:00:00Z/2";

  private final Map<String, String> settings =
      new HashMap<>(
          Map.of(
              "base.url", "https://plain.example.com",
              "token", "secret-token",
              "initial.start.time.in.utc", START));
  private final Map<String, Map<String, Object>> stored = new HashMap<>();

  @Test
  void aFeedIsReadInOrderUnlessToldOtherwise() {
    assertThat(described()).containsExactly("tail from 2026-03-01T00:00:00Z");
  }

  @Test
  void aFeedThatBeginsIsCutAtTheWholeHourBeforeTheOverlap() {
    settings.put("backfill", "behind");
    settings.put("overlap.ms", "2100000");

    assertThat(described())
        .containsExactly(
            "tail from 2026-03-02T11:00:00Z",
            "history-1 from 2026-03-01T00:00:00Z until 2026-03-02T11:00:00Z");
  }

  @Test
  void aPastThatIsShorterThanAnHourIsReadInOrder() {
    settings.put("backfill", "behind");
    settings.put("initial.start.time.in.utc", "2026-03-02T12:10:00Z");

    assertThat(described()).containsExactly("tail from 2026-03-02T12:10:00Z");
  }

  @Test
  void slicesAreEqualAndLeaveNoGap() {
    settings.put("backfill", "behind");
    settings.put("backfill.slices", "3");

    assertThat(described())
        .containsExactly(
            "tail from 2026-03-02T12:00:00Z",
            "history-1 from 2026-03-01T00:00:00Z until 2026-03-01T12:00:00Z",
            "history-2 from 2026-03-01T12:00:00Z until 2026-03-02T00:00:00Z",
            "history-3 from 2026-03-02T00:00:00Z until 2026-03-02T12:00:00Z");
  }

  @Test
  void theOffsetOfAnEarlierReleaseGoesOnAsTheTailWithEveryValueOfBackfill() {
    stored.put("", Map.of(OffsetCodec.TIME, "2026-03-01T06:00:00Z"));
    for (var backfill : List.of("in-order", "behind")) {
      settings.put("backfill", backfill);
      assertThat(described()).as(backfill).containsExactly("tail from 2026-03-01T06:00:00Z");
    }
  }

  @Test
  void aHistoryThatHasBegunIsReadToItsEndWhateverTheSettingsSay() {
    stored.put("", offset("2026-03-02T13:00:00Z"));

    assertThat(described())
        .containsExactly(
            "tail from 2026-03-02T13:00:00Z",
            "history-1 from 2026-03-01T00:00:00Z until 2026-03-01T18:00:00Z",
            "history-2 from 2026-03-01T18:00:00Z until 2026-03-02T12:00:00Z");
  }

  @Test
  void theOffsetOfASliceAloneRebuildsTheTail() {
    stored.put("history-2", offset("2026-03-01T20:00:00Z"));
    settings.put("backfill", "behind");
    settings.put("backfill.slices", "7");

    assertThat(described())
        .containsExactly(
            "tail from 2026-03-02T12:00:00Z",
            "history-1 from 2026-03-01T00:00:00Z until 2026-03-01T18:00:00Z",
            "history-2 from 2026-03-01T20:00:00Z until 2026-03-02T12:00:00Z");
  }

  @Test
  void anOffsetAlteredByHandKeepsTheHistory() {
    stored.put("", Map.of(OffsetCodec.TIME, "2026-03-02T13:00:00Z"));
    stored.put("history-1", offset("2026-03-01T01:00:00Z"));

    assertThat(described())
        .containsExactly(
            "tail from 2026-03-02T13:00:00Z",
            "history-1 from 2026-03-01T01:00:00Z until 2026-03-01T18:00:00Z",
            "history-2 from 2026-03-01T18:00:00Z until 2026-03-02T12:00:00Z");
  }

  @Test
  void whatIsToBeSentAgainComesBeforeTheHistory() {
    settings.put("backfill", "behind");
    settings.put(
        "replay",
        "2026-02-01T00:00:00Z/2026-02-01T01:00:00Z, 2026-02-03T00:00:00Z/2026-02-04T00:00:00Z");

    assertThat(described())
        .containsExactly(
            "tail from 2026-03-02T12:00:00Z",
            "replay 2026-02-01T00:00:00Z/2026-02-01T01:00:00Z from 2026-02-01T00:00:00Z until 2026-02-01T01:00:00Z",
            "replay 2026-02-03T00:00:00Z/2026-02-04T00:00:00Z from 2026-02-03T00:00:00Z until 2026-02-04T00:00:00Z",
            "history-1 from 2026-03-01T00:00:00Z until 2026-03-02T12:00:00Z");
  }

  @Test
  void tasksShareTheLanesAndEachKnowsTheCut() {
    settings.put("backfill", "behind");
    settings.put("backfill.slices", "2");

    for (var most : List.of(1, 2, 3, 8)) {
      var tasks = TaskAssignment.settings(settings, plan(), most);
      assertThat(tasks).as("tasks.max=%d", most).hasSize(Math.min(3, most));
      assertThat(
              tasks.stream()
                  .map(TaskAssignment::of)
                  .flatMap(task -> task.own(plan().lanes(task.cut(), NOW)).stream())
                  .map(LanePlan.Planned::name))
          .as("tasks.max=%d", most)
          .containsExactly("", "history-1", "history-2");
    }
  }

  private List<String> described() {
    return plan().lanes(null, NOW).stream().map(LanePlanTest::text).toList();
  }

  private static String text(LanePlan.Planned lane) {
    var range = lane.range();
    return (lane.isTail() ? "tail" : lane.name())
        + " from "
        + lane.checkpoint().time()
        + (range == null ? "" : " until " + range.until());
  }

  private static Map<String, Object> offset(String time) {
    return Map.of(OffsetCodec.TIME, time, "history", CUT);
  }

  private LanePlan plan() {
    return new LanePlan(new PlainVendor().config(settings), new PlainVendor().feed(), new Stored());
  }

  private final class Stored implements OffsetStorageReader {
    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
      return stored.get(
          String.valueOf(partition.containsKey(Feed.LANE) ? partition.get(Feed.LANE) : ""));
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(
        Collection<Map<String, T>> partitions) {
      var offsets = new HashMap<Map<String, T>, Map<String, Object>>();
      partitions.forEach(partition -> offsets.put(partition, offset(partition)));
      return offsets;
    }
  }
}
