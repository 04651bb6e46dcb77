// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.SORTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.WorkerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Backfills in a real worker that is killed with signal 9 while they are under way: with
 * exactly-once support the topics hold the truth, no more and no less; without it nothing is lost
 * and only what came after the last committed offset is repeated.
 */
class KilledWorkerIT {
  private static final int KILLS = Integer.getInteger("it.kills", 2);

  private final Random random = new Random(20261122);

  @Test
  void exactlyOnceHoldsWhenTheWorkerIsKilled() {
    var vendors = RunningVendor.startAll();
    try (var worker = Stack.newWorker("killed-eos", true)) {
      for (var vendor : vendors) {
        // Where each round reads everything again, less of it is enough.
        var sorted = vendor.fixture().behaviors().contains(SORTS);
        Backfill.fill(vendor, sorted ? 20_000 : 4_000);
        var topic = vendor.named("killed-eos");
        create(worker, vendor.fixture().name(), vendor.config(topic), sorted ? 100 : 50);
      }

      for (var kill = 0; kill < KILLS; kill++) {
        awaitMore(vendors.get(0).named("killed-eos"));
        worker.kill9();
        worker.start();
      }

      for (var vendor : vendors) {
        Backfill.assertExactly(vendor.named("killed-eos"), vendor.truth());
      }
    } finally {
      vendors.forEach(RunningVendor::close);
    }
  }

  @Test
  void withoutExactlyOnceOnlyWhatCameAfterTheLastCommitIsRepeated() {
    try (var vendor = RunningVendor.start();
        var worker = Stack.newWorker("killed-alo", false)) {
      Backfill.fill(vendor, 20_000);
      create(worker, vendor.fixture().name(), vendor.config("killed-alo"), 100);
      Stack.reader().untilCount("killed-alo-offsets", 2, Duration.ofSeconds(30));
      awaitMore("killed-alo");
      worker.kill9();
      var committed = StoredOffset.lastOf("killed-alo");
      worker.start();

      Stack.reader().untilCount("killed-alo", vendor.truth().size(), Duration.ofMinutes(1));
      var records = Stack.reader().untilQuiet("killed-alo", Duration.ofSeconds(3));

      assertThat(records).extracting(ConsumerRecord::key).containsAll(vendor.truth().keySet());
      assertThat(repeated(records))
          .noneMatch(record -> committed.knows(record.key()))
          .noneMatch(record -> eventTime(record).isBefore(committed.since()));
    }
  }

  /** Slow enough to be killed in the middle. */
  private static void create(
      WorkerProcess worker, String name, Map<String, String> config, int pageSize) {
    config.put("requests.limits", "25/1s");
    config.put("page.size", Integer.toString(pageSize));
    worker.client().create(name, config);
  }

  private void awaitMore(String topic) {
    var before = Stack.reader().now(topic).size();
    Awaitility.await()
        .pollDelay(Duration.ofMillis(random.nextInt(1500)))
        .atMost(Duration.ofMinutes(1))
        .until(() -> Stack.reader().now(topic).size() > before + 200);
  }

  private static List<ConsumerRecord<String, String>> repeated(
      List<ConsumerRecord<String, String>> records) {
    var seen = new HashSet<String>();
    return records.stream().filter(record -> !seen.add(record.key())).toList();
  }

  private static Instant eventTime(ConsumerRecord<String, String> record) {
    return Instant.parse(new String(record.headers().lastHeader("event.time").value(), UTF_8));
  }
}
