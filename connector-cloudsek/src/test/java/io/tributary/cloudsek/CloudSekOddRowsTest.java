// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.TaskContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R3: odd rows cost only themselves, and each is delivered once. */
class CloudSekOddRowsTest {
  private static final Instant START = Instant.parse("2026-10-02T00:00:00Z");

  private final FakeCloudSek fake = FakeCloudSek.start();
  private final CloudSekSourceTask task = new CloudSekSourceTask();
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void set() {
    settings.put("base.url", fake.url().toString());
    settings.put("token", fake.token());
    settings.put("initial.start.time.in.utc", START.toString());
    settings.put("requests.limits", "");
    settings.put("poll.interval.ms", "100");
    fake.add(AlertRows.nested(1, 30, START, START.plus(Duration.ofHours(20))));
  }

  @AfterEach
  void stop() {
    task.stop();
    fake.close();
  }

  @Test
  void aRowThatCannotBeParsedIsReplacedByAMarkerOnceAndAllOthersAreSent()
      throws InterruptedException {
    var half =
        EventRow.raw(
            START.plusSeconds(9_000),
            "{\"id\":\"x\",\"incident_time\":\"2026-10-02T02:30:00Z\",\"form\":{\"\\ud83d\":\"v\"}}");
    var deep =
        EventRow.raw(
            START.plusSeconds(9_100), "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");
    fake.add(half, deep);

    var records = poll(32);

    assertThat(records).hasSize(32);
    assertThat(records)
        .filteredOn(record -> record.value().toString().contains("@tributary_unreadable"))
        .extracting(record -> (String) record.key())
        .containsExactlyInAnyOrder(half.key(), deep.key());
    assertThat(records)
        .filteredOn(record -> half.key().equals(record.key()))
        .singleElement()
        .satisfies(
            record -> assertThat(record.value().toString()).contains("2026-10-02T02:30:00Z"));
  }

  /** The page gets smaller until the row is requested alone. */
  @Test
  void aRowWithAQuoteTooManyIsReplacedByAMarkerOnceAndAllOthersAreSent()
      throws InterruptedException {
    settings.put("page.size", "8");
    settings.put("retry.backoff.ms", "1");
    settings.put("retry.backoff.max.ms", "10");
    var quote =
        EventRow.raw(
            START.plusSeconds(9_000),
            "{\"id\":\"x\",\"incident_time\":\"2026-10-02T02:30:00Z\",\"said\":\"a \"b\"}");
    fake.add(quote);

    var records = poll(31);

    assertThat(records).hasSize(31).extracting(SourceRecord::key).doesNotHaveDuplicates();
    assertThat(records)
        .filteredOn(record -> quote.key().equals(record.key()))
        .singleElement()
        .satisfies(record -> assertThat(record.value().toString()).contains("_unreadable"));
  }

  @Test
  void threeRecipientsUnderOneIdAreThreeRecords() throws InterruptedException {
    for (var user : List.of("ann", "bob", "cem")) {
      var json =
          "{\"id\":\"m1\",\"incident_time\":\"2026-10-02T03:00:00Z\",\"to\":\"%s\"}"
              .formatted(user);
      fake.add(new EventRow("m1", START.plusSeconds(10_800), json));
    }

    var records = poll(33);

    assertThat(records).hasSize(33).extracting(SourceRecord::key).doesNotHaveDuplicates();
    assertThat(records.toString()).contains("ann", "bob", "cem");
  }

  @Test
  void aTimeOfAnotherFormatIsReadByItsPattern() throws InterruptedException {
    settings.put("event.time.format", "dd.MM.yyyy HH:mm");
    settings.put("record.timestamp", "event");
    var local = "{\"id\":\"l\",\"incident_time\":\"02.10.2026 08:15\"}";
    var basic = "{\"id\":\"b\",\"incident_time\":\"20261003\"}";
    fake.add(new EventRow("l", START.plusSeconds(29_700), local));
    fake.add(new EventRow("b", START.plusSeconds(86_400), basic));

    assertThat(poll(32))
        .filteredOn(record -> List.of("l", "b").contains((String) record.key()))
        .extracting(record -> Instant.ofEpochMilli(record.timestamp()).toString())
        .containsExactly("2026-10-02T08:15:00Z", "2026-10-03T00:00:00Z");
  }

  /** This many records and those of three more rounds, which would include a repetition. */
  private List<SourceRecord> poll(int count) throws InterruptedException {
    task.initialize(new TaskContext(Map.of(), settings));
    task.start(settings);
    var records = new ArrayList<SourceRecord>();
    var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var rounds = 0L;
    while (rounds < 3 && System.nanoTime() < deadline) {
      var before = fake.requests(FakeCloudSek.ALERTS).size();
      var polled = task.poll();
      records.addAll(polled == null ? List.of() : polled);
      rounds += records.size() >= count ? fake.requests(FakeCloudSek.ALERTS).size() - before : 0;
    }
    return records;
  }
}
