package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.threatq.fixture.FakeThreatQ;
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
    try (var kiteworks = FakeKiteworks.start();
        var cloudSek = FakeCloudSek.start();
        var threatQ = FakeThreatQ.start();
        var worker = Stack.newWorker("killed-eos", true)) {
      Backfill.fill(kiteworks, 20_000);
      Backfill.fill(cloudSek, 4_000);
      Backfill.fill(threatQ, 10_000);
      create(worker, "kiteworks", Configs.kiteworks(kiteworks, "killed-eos-kiteworks"), 100);
      create(worker, "cloudsek", Configs.cloudSek(cloudSek, "killed-eos-cloudsek"), 50);
      create(worker, "threatq", Configs.threatQ(threatQ, "killed-eos-threatq"), 100);

      for (var kill = 0; kill < KILLS; kill++) {
        awaitMore("killed-eos-kiteworks");
        worker.kill9();
        worker.start();
      }

      Backfill.assertExactly("killed-eos-kiteworks", kiteworks.truth());
      Backfill.assertExactly("killed-eos-cloudsek", cloudSek.truth());
      Backfill.assertExactly("killed-eos-threatq", threatQ.truth());
    }
  }

  @Test
  void withoutExactlyOnceOnlyWhatCameAfterTheLastCommitIsRepeated() {
    try (var kiteworks = FakeKiteworks.start();
        var worker = Stack.newWorker("killed-alo", false)) {
      Backfill.fill(kiteworks, 20_000);
      create(worker, "kiteworks", Configs.kiteworks(kiteworks, "killed-alo"), 100);
      Stack.reader().untilCount("killed-alo-offsets", 2, Duration.ofSeconds(30));
      awaitMore("killed-alo");
      worker.kill9();
      var committed = StoredOffset.lastOf("killed-alo");
      worker.start();

      Stack.reader().untilCount("killed-alo", kiteworks.truth().size(), Duration.ofMinutes(1));
      var records = Stack.reader().untilQuiet("killed-alo", Duration.ofSeconds(3));

      assertThat(records).extracting(ConsumerRecord::key).containsAll(kiteworks.truth().keySet());
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
