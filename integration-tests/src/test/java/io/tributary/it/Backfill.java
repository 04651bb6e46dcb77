// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.vendor.EventRow;
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

  static void fill(RunningVendor vendor, int count) {
    var fixture = vendor.fixture();
    var burst = Math.min(2_000, count / 2);
    var special = new ArrayList<>(fixture.inOneSecond(1, burst, FROM.plusSeconds(3600)));
    special.add(fixture.withoutId(2, FROM.plusSeconds(7200)));
    var rows = vendor.rows(3, count - special.size(), FROM, TO);
    special.add(rows.get(17));
    vendor.add(rows);
    vendor.add(special);
  }

  /** The topic comes to hold each event of the truth once, and nothing else. */
  static void assertExactly(String topic, Map<String, EventRow> truth) {
    Stack.reader().untilCount(topic, truth.size(), Duration.ofMinutes(2));
    var records = Stack.reader().untilQuiet(topic, Duration.ofSeconds(2));
    assertThat(records.stream().map(ConsumerRecord::key).toList())
        .containsExactlyInAnyOrderElementsOf(truth.keySet());
  }
}
