package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.threatq.fixture.FakeThreatQ;
import io.tributary.threatq.fixture.ThreatQRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Three days of history, with a burst in one second, an event without an id and one listed twice.
 */
final class Backfill {
  private static final Instant FROM = Instant.parse("2026-10-02T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-10-05T00:00:00Z");

  private Backfill() {}

  static void fill(FakeKiteworks kiteworks, int count) {
    var burst = Math.min(2_000, count / 2);
    var special = new ArrayList<>(ActivityRows.inOneSecond(1, burst, FROM.plusSeconds(3600)));
    special.add(ActivityRows.withoutId(2, FROM.plusSeconds(7200)));
    var rows = ActivityRows.realistic(3, count - special.size(), FROM, TO);
    special.add(rows.get(17));
    kiteworks.add(rows);
    kiteworks.add(special);
  }

  static void fill(FakeCloudSek cloudSek, int count) {
    var burst = Math.min(2_000, count / 2);
    var special = new ArrayList<>(AlertRows.inOneSecond(1, burst, FROM.plusSeconds(3600)));
    special.add(AlertRows.withoutId(2, FROM.plusSeconds(7200)));
    var rows = AlertRows.nested(3, count - special.size(), FROM, TO);
    special.add(rows.get(17));
    cloudSek.add(rows);
    cloudSek.add(special);
  }

  static void fill(FakeThreatQ threatQ, int count) {
    var burst = Math.min(2_000, count / 2);
    var special = new ArrayList<>(ThreatQRows.inOneSecond(1, burst, FROM.plusSeconds(3600)));
    special.add(ThreatQRows.withoutId(2, FROM.plusSeconds(7200)));
    threatQ.add(ThreatQRows.realistic(3, count - special.size(), FROM, TO));
    threatQ.add(special);
  }

  /** The topic comes to hold each event of the truth once, and nothing else. */
  static void assertExactly(String topic, Map<String, EventRow> truth) {
    Stack.reader().untilCount(topic, truth.size(), Duration.ofMinutes(2));
    var records = Stack.reader().untilQuiet(topic, Duration.ofSeconds(2));
    assertThat(records.stream().map(ConsumerRecord::key).toList())
        .containsExactlyInAnyOrderElementsOf(truth.keySet());
  }
}
