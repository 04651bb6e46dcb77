// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.metrics.LossSignal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.record.RecordSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private static final Map<String, String> PARTITION =
      Map.of("vendor", "acme", "service", "logs", "base_url", "https://acme", "reset", "");

  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Duration setBack = Duration.ZERO;
  private final TaskMetrics<SourceMetric> metrics =
      new TaskMetrics<>(SourceMetric.class, () -> now, this::nanos);
  private final Checkpoint start = Checkpoint.startingAt(Instant.parse("2026-03-01T00:00:00Z"));
  private final OwnRecords records = records(RecordSettings.Format.JSON);
  private final Heartbeat heartbeat = heartbeat("beats", records);

  @Test
  void tellsAtOnceAndThenOnceAnIntervalWhatHasHappenedSince() throws Exception {
    metrics.add(SourceMetric.SENT, 3);
    assertThat(json(beat()).get("sent").asInt()).isEqualTo(3);
    metrics.add(SourceMetric.SENT, 4);
    now = now.plusMillis(59_999);
    assertThat(heartbeat.due()).isEmpty();
    now = now.plusMillis(1);

    var told = json(beat());

    assertThat(told.get("sent").asInt()).isEqualTo(4);
    assertThat(told.get("window").toString())
        .isEqualTo("{\"from\":\"2026-03-01T12:00:00Z\",\"to\":\"2026-03-01T12:01:00Z\"}");
    assertThat(told.get("lag_ms").asLong()).isEqualTo(60_000);
  }

  @Test
  void tellsOfTroubleToo() throws Exception {
    metrics.set(SourceMetric.LAST_ERROR, 497);
    metrics.set(SourceMetric.FAILURES, 2);

    var told = json(beat());

    assertThat(told.get("last_error").asInt()).isEqualTo(497);
    assertThat(told.get("failures_in_a_row").asInt()).isEqualTo(2);
    assertThat(told.get("up_to_date").asBoolean()).isFalse();
  }

  @Test
  void tellsWhatMayHaveBeenLostSinceByKind() throws Exception {
    LossSignal.ROWS_MISSING.note(metrics, 1, "rows are missing");
    LossSignal.EVENTS_WITHHELD.note(metrics, 3, "events are withheld");
    var first = json(beat());
    now = now.plusSeconds(60);

    assertThat(first.get("possible_losses").toString())
        .isEqualTo("{\"rows_missing\":1,\"events_withheld\":3}");
    assertThat(json(beat()).get("possible_losses")).isEmpty();
  }

  @Test
  void carriesTheOffsetOfTheRecordBeforeItOrThatOfTheStart() {
    assertThat(beat().sourceOffset()).isEqualTo(OffsetCodec.encode(start));
    now = now.plusSeconds(60);
    records.follow(List.of(record("1"), record("2")));

    var next = beat();

    assertThat(next.topic()).isEqualTo("beats");
    assertThat(next.sourceOffset()).isEqualTo(Map.of("place", "2"));
    now = now.plusSeconds(60);
    records.follow(List.of());
    assertThat(beat().sourceOffset()).isEqualTo(Map.of("place", "2"));
  }

  @Test
  void theOffsetOfTheStartIsThatOfAFeedWithNothingSeen() {
    assertThat(OffsetCodec.encode(OffsetCodec.decode(OffsetCodec.encode(start))))
        .isEqualTo(OffsetCodec.encode(start));
  }

  @Test
  void isAMapWhereEventsAre() {
    var record = heartbeat("beats", records(RecordSettings.Format.MAP)).due().orElseThrow();

    assertThat(record.valueSchema()).isNull();
    assertThat(record.value()).asInstanceOf(MAP).containsEntry("vendor", "acme");
  }

  @Test
  void withoutATopicThereIsNone() {
    assertThat(heartbeat("", records).due()).isEmpty();
  }

  @Test
  void aClockThatIsSetBackNeitherHastensNorHoldsAHeartbeatAndItsWindowStaysAnInterval()
      throws Exception {
    beat();
    setBack = Duration.ofDays(1);

    assertThat(heartbeat.due()).isEmpty();
    now = now.plusSeconds(60);
    var beat = json(beat());
    assertThat(beat.get("window").toString())
        .isEqualTo("{\"from\":\"2026-03-01T12:00:00Z\",\"to\":\"2026-03-01T12:00:00Z\"}");
    assertThat(heartbeat.due()).isEmpty();
  }

  private long nanos() {
    return now.toEpochMilli() * 1_000_000;
  }

  private OwnRecords records(RecordSettings.Format format) {
    return new OwnRecords(PARTITION, start, format);
  }

  private Heartbeat heartbeat(String topic, OwnRecords among) {
    var settings = new Heartbeat.Settings(topic, Duration.ofMinutes(1));
    return new Heartbeat(settings, among, metrics, () -> now.minus(setBack), this::nanos);
  }

  private SourceRecord beat() {
    return heartbeat.due().orElseThrow();
  }

  private static SourceRecord record(String place) {
    return new SourceRecord(PARTITION, Map.of("place", place), "events", null, place);
  }

  private static JsonNode json(SourceRecord record) throws Exception {
    return new ObjectMapper().readTree((String) record.value());
  }
}
