// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.testkit.vendor.EventRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * Of the events of each vendor one in twenty becomes visible hours or days late, while a real
 * worker is killed with signal 9 again and again. Sweeps recover all of them, and none comes twice.
 */
class LateEventsIT {
  private static final int KILLS = Integer.getInteger("it.kills", 2);
  private static final int EVENTS = 400;
  private static final int LATE = EVENTS / 20;
  private static final int MOST_HOURS_LATE = 160;
  private static final Duration SOON = Duration.ofMinutes(1);

  private final Random random = new Random(20261201);

  @Test
  void sweepsRecoverWhatBecomesVisibleLate() {
    var vendors = RunningVendor.startAll();
    var late = new HashSet<String>();
    try (var worker = Stack.newWorker("late-eos", true)) {
      for (var vendor : vendors) {
        var config = vendor.config(topic(vendor));
        var start = Instant.now().minus(Duration.ofHours(MOST_HOURS_LATE + 2));
        config.put("initial.start.time.in.utc", start.truncatedTo(ChronoUnit.SECONDS).toString());
        config.put("overlap.ms", "60000");
        config.put("sweep.horizon.ms", String.valueOf(Duration.ofDays(7).toMillis()));
        config.put("sweep.interval.ms", "1000");
        worker.client().create(vendor.fixture().name(), config);
      }

      for (var round = 0; round <= KILLS; round++) {
        if (round > 0) {
          worker.kill9();
        }
        for (var vendor : vendors) {
          vendor.add(newEvents(vendor, 2 * round + 1));
          var known = lateEvents(vendor, 2 * round + 2);
          vendor.add(known);
          known.forEach(row -> late.add(row.key()));
        }
        if (round > 0) {
          worker.start();
        }
        if (round == 0) {
          // What becomes visible from now on is older than what has been sent.
          vendors.forEach(vendor -> Stack.reader().untilCount(topic(vendor), EVENTS, SOON));
        } else {
          var least = round * EVENTS + random.nextInt(EVENTS);
          var first = topic(vendors.get(0));
          await().atMost(SOON).until(() -> Stack.reader().now(first).size() > least);
        }
      }

      for (var vendor : vendors) {
        Backfill.assertExactly(topic(vendor), vendor.truth());
        assertThat(Stack.reader().now(topic(vendor)))
            .filteredOn(LateEventsIT::isMarkedLate)
            .extracting(ConsumerRecord::key)
            .as("those that were added after the feed had passed their time")
            .isNotEmpty()
            .isSubsetOf(late);
      }
    } finally {
      vendors.forEach(RunningVendor::close);
    }
  }

  private static List<EventRow> newEvents(RunningVendor vendor, int seed) {
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return vendor.rows(seed, EVENTS - LATE, now.minusSeconds(30), now);
  }

  private List<EventRow> lateEvents(RunningVendor vendor, int seed) {
    var rows = new ArrayList<EventRow>();
    for (var n = 0; n < LATE; n++) {
      var hours = Duration.ofMinutes(60 + random.nextInt(60 * (MOST_HOURS_LATE - 1)));
      var time = Instant.now().minus(hours).truncatedTo(ChronoUnit.SECONDS);
      rows.addAll(vendor.rows(1_000L * seed + n, 1, time, time));
    }
    return rows;
  }

  private static boolean isMarkedLate(ConsumerRecord<String, String> record) {
    return record.headers().lastHeader("devo.late") != null;
  }

  private static String topic(RunningVendor vendor) {
    return vendor.named("late");
  }
}
