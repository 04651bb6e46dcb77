// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.Version;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Secrets;
import io.tributary.common.event.Events;
import io.tributary.common.metrics.LossSignal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.record.RecordSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The journal of a feed, whose records are in the words of Devo's collectors. */
class FeedReportsTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Map<String, String> PARTITION =
      Map.of("vendor", "acme", "service", "logs", "base_url", "https://acme", "reset", "2");

  private final TaskMetrics<SourceMetric> metrics = Events.metrics();
  private final Checkpoint start = Checkpoint.startingAt(START);

  @BeforeEach
  void nothingIsLeft() {
    LeftEntries.take("acme-logs");
  }

  /** Those of a task with slices would hide that the tail has stopped. */
  @Test
  void onlyTheTaskWithTheTailSendsHeartbeats() throws Exception {
    var settings =
        Map.of("base.url", "https://acme", "token", "secret-token", "heartbeat.topic", "beats");
    var config = new PlainVendor().config(settings);
    var slice = new HashMap<>(PARTITION);
    slice.put("lane", "history-1");

    assertThat(FeedReports.of(config, settings, PARTITION, start, metrics).poll(() -> null))
        .hasSize(1);
    assertThat(FeedReports.of(config, settings, slice, start, metrics).poll(() -> null)).isNull();
  }

  @Test
  void theMembersAreThoseOfDevosCollectorsAndOfTheFeed() throws Exception {
    var record = started("journal").poll(() -> null).get(0);

    var json = new ObjectMapper().readTree((String) record.value());
    Instant.parse(json.path("time").asText());
    assertThat(json.path("msg").asText()).isEqualTo("Starting thread (execution_period=60s)");
    assertThat(members(json))
        .containsEntry("level", "INFO")
        .containsEntry("collector_name", "acme-logs")
        .containsEntry("collector_version", Version.text())
        .containsEntry("input_name", "acme")
        .containsEntry("service_name", "logs")
        .containsEntry("kind", "start")
        .containsEntry("count", "1")
        .containsAllEntriesOf(PARTITION);
    assertThat(record.topic()).isEqualTo("journal");
    assertThat(record.key()).isEqualTo("acme/logs");
    assertThat(headers(record))
        .containsEntry("devo.tag", "my.app.acme.journal")
        .containsEntry("event.time", json.path("time").asText());
  }

  @Test
  void aResetTellsThatTheFeedBeginsAnewAndAnOffsetWhereItGoesOn() throws Exception {
    assertThat(texts(started("journal").poll(() -> null)))
        .last()
        .asString()
        .endsWith("for this reset.persistence.auth. The feed begins anew at " + START);
    var again = reports("journal");
    again.started(
        new PlainVendor().config(Map.of("token", "t", "base.url", "https://a")), start, true);
    assertThat(texts(again.poll(() -> null)).toString())
        .contains("Data retrieved from the persistence: last_event_time_in_utc " + START);
  }

  @Test
  void eachRecordCarriesTheOffsetOfTheEventBeforeItSoThatItMovesNothing() throws Exception {
    var reports = started("journal");
    assertThat(reports.poll(() -> null))
        .allSatisfy(
            record -> {
              assertThat(record.sourceOffset()).isEqualTo(OffsetCodec.encode(start));
              assertThat(record.sourcePartition()).isEqualTo(PARTITION);
            });
    LossSignal.ROWS_MISSING.note(metrics, 1, "rows are missing");

    var records = reports.poll(() -> List.of(event("1"), event("2")));

    assertThat(records).extracting(SourceRecord::topic).containsExactly("e", "e", "journal");
    assertThat(records.get(2).sourceOffset()).isEqualTo(Map.of("place", "2"));
  }

  @Test
  void aQuietFeedWritesNothing() throws Exception {
    var reports = started("journal");
    reports.poll(() -> null);

    assertThat(reports.poll(() -> null)).isNull();
    assertThat(reports.poll(() -> List.of(event("1")))).hasSize(1);
  }

  @Test
  void aTaskThatFailsSendsTheReasonFirstAndFailsInTheNextPoll() throws Exception {
    var reports = started("journal");
    var failure = new ApiException(ApiError.UNAUTHORIZED, "GET https://acme", "no");
    reports.poll(() -> null);

    var last =
        reports.poll(
            () -> {
              throw failure;
            });

    assertThat(last).hasSize(1);
    assertThat(members(new ObjectMapper().readTree((String) last.get(0).value())))
        .containsEntry("level", "ERROR")
        .containsEntry("kind", "ApiError 401")
        .containsEntry("msg", failure.getMessage());
    assertThatThrownBy(() -> reports.poll(() -> List.of(event("never")))).isSameAs(failure);
    assertThatThrownBy(() -> reports.poll(() -> null)).isSameAs(failure);
  }

  @Test
  void withoutATopicATaskFailsAtOnceAndNothingIsWritten() throws Exception {
    var reports = started("");

    assertThat(reports.poll(() -> null)).isNull();
    assertThatThrownBy(
            () ->
                reports.poll(
                    () -> {
                      throw new IllegalStateException("a fault");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatATaskCouldNotSendWhenItStoppedTheNextOneDoes() throws Exception {
    var reports = started("journal");
    reports.poll(() -> null);
    LossSignal.ROWS_MISSING.note(metrics, 1, "rows are missing");
    reports.stopped();
    FeedReports.notStarted(
        Map.of("name", "acme-logs", "journal.topic", "journal"),
        new IllegalArgumentException("SetupError 710: The offset cannot be used\u001b"));

    assertThat(texts(started("journal").poll(() -> null)))
        .startsWith(
            "rows are missing",
            "Stopping thread",
            "SetupError 710: The offset cannot be used\\u001b")
        .hasSize(5);
  }

  private FeedReports started(String topic) {
    var reports = reports(topic);
    var settings = new HashMap<>(Map.of("token", "t", "base.url", "https://acme"));
    settings.put("reset.persistence.auth", "2");
    reports.started(new PlainVendor().config(settings), start, false);
    return reports;
  }

  private FeedReports reports(String topic) {
    var records = new OwnRecords(PARTITION, start, RecordSettings.Format.JSON);
    var beats = new Heartbeat.Settings("", Duration.ofMinutes(1));
    var settings =
        new JournalRecords.Settings(topic, "my.app.acme.journal", "acme-logs", Secrets.NONE);
    var heartbeat =
        new Heartbeat(beats, records, metrics, InstantSource.system(), System::nanoTime);
    return new FeedReports(settings, records, heartbeat, metrics.journal());
  }

  private static List<String> texts(List<SourceRecord> records) throws Exception {
    var json = new ObjectMapper();
    var texts = new ArrayList<String>();
    for (var record : records) {
      texts.add(json.readTree((String) record.value()).path("msg").asText());
    }
    return texts;
  }

  private static Map<String, String> members(JsonNode json) {
    return json.properties().stream().collect(toMap(Map.Entry::getKey, e -> e.getValue().asText()));
  }

  private static Map<String, Object> headers(SourceRecord record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .collect(toMap(Header::key, Header::value));
  }

  private static SourceRecord event(String place) {
    return new SourceRecord(PARTITION, Map.of("place", place), "e", null, place);
  }
}
