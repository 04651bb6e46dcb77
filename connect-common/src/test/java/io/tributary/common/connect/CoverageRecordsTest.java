// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.coverage.CoverageTracker;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.record.RecordSettings.Format;
import io.tributary.common.vendor.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class CoverageRecordsTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
  private static final Checkpoint START = Checkpoint.startingAt(MIDNIGHT);
  private static final Map<String, String> PARTITION =
      Map.of("vendor", "acme", "service", "logs", "base_url", "https://acme", "reset", "");
  private static final String KEY = "acme/logs/https://acme/2026-03-01T00:00:00Z";

  private final CoverageTracker tracker = new CoverageTracker();
  private final CoverageRecords records = records("ledger", Format.JSON);

  @Test
  void followsTheEventsOnceAllAreAcknowledgedAndMovesNothing() {
    sweep(true);
    var events = List.of(event("1"), event("2"));

    assertThat(records.behind(events)).isEqualTo(events);
    records.acknowledged(events.get(0));
    assertThat(records.behind(null)).isNull();
    records.acknowledged(events.get(1));

    assertThat(records.behind(null))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.topic()).isEqualTo("ledger");
              assertThat(record.key()).isEqualTo(KEY);
              assertThat(record.sourceOffset()).isEqualTo(Map.of("place", "2"));
              assertThat(record.value())
                  .isEqualTo(
                      "{\"vendor\":\"acme\",\"service\":\"logs\",\"base_url\":\"https://acme\","
                          + "\"hour\":\"2026-03-01T00:00:00Z\",\"listed\":0,"
                          + "\"digest\":\"0000000000000000\",\"late\":0,\"verdict\":\"complete\","
                          + "\"at\":\"2026-03-01T12:00:00Z\"}");
            });
    assertThat(records.behind(null)).isNull();
  }

  @Test
  void withoutEventsItCarriesTheOffsetOfTheStart() {
    sweep(true);

    assertThat(records.behind(null))
        .singleElement()
        .extracting(SourceRecord::sourceOffset)
        .isEqualTo(OffsetCodec.encode(START));
  }

  @Test
  void eventsThatFollowDoNotHoldWhatTheyAreNotCountedIn() {
    var before = List.of(event("1"));
    records.behind(before);
    sweep(true);
    assertThat(records.behind(null)).isNull();
    records.acknowledged(before.get(0));

    var all = records.behind(List.of(event("2")));

    assertThat(all).extracting(SourceRecord::topic).containsExactly("events", "ledger");
    assertThat(all.get(1).sourceOffset()).isEqualTo(Map.of("place", "2"));
  }

  /** Otherwise a compacted topic would lose that the hour was once complete. */
  @Test
  void anHourInDoubtHasAnotherKey() {
    sweep(false);

    assertThat(records.behind(null))
        .singleElement()
        .extracting(SourceRecord::key)
        .isEqualTo(KEY + "/unproven");
  }

  @Test
  void recordsOfOtherTopicsAreNotWaitedFor() {
    var own = new SourceRecord(PARTITION, Map.of(), "heartbeats", null, "beat");
    records.acknowledged(own);
    sweep(true);

    assertThat(records.behind(null)).hasSize(1);
  }

  @Test
  void isAMapWhereEventsAre() {
    sweep(true);
    var record = records("ledger", Format.MAP).behind(null).get(0);

    assertThat(record.valueSchema()).isNull();
    assertThat(record.value()).asInstanceOf(MAP).containsEntry("verdict", "complete");
  }

  @Test
  void withoutATopicThereIsNone() {
    sweep(true);
    var none = records("", Format.JSON);

    assertThat(none.tracker()).isNull();
    assertThat(none.behind(null)).isNull();
  }

  private void sweep(boolean proven) {
    tracker.polled(true, MIDNIGHT);
    tracker.opened(new Window(MIDNIGHT, MIDNIGHT.plus(Duration.ofMinutes(90)), 10));
    tracker.listed(
        List.of(Event.of("x", null, ByteSlice.of("{}".getBytes(StandardCharsets.UTF_8)))));
    if (!proven) {
      tracker.doubted();
    }
    tracker.finished(START, MIDNIGHT);
  }

  private CoverageRecords records(String topic, Format format) {
    return new CoverageRecords(
        new CoverageRecords.Settings(topic, "events", format),
        PARTITION,
        START,
        tracker,
        () -> MIDNIGHT.plus(Duration.ofHours(12)));
  }

  private static SourceRecord event(String place) {
    return new SourceRecord(PARTITION, Map.of("place", place), "events", null, place);
  }
}
