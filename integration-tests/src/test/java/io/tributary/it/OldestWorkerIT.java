package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.threatq.fixture.FakeThreatQ;
import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.threatq.fixture.ThreatQRows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The same archives on a worker of Kafka 3.9, the oldest they run on: the whole pipeline. */
class OldestWorkerIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int EVENTS = 1_000;

  @Test
  void theWholePipelineRunsOnKafka39() {
    try (var kiteworks = FakeKiteworks.start();
        var cloudSek = FakeCloudSek.start();
        var threatQ = FakeThreatQ.start();
        var devo = FakeDevo.tcp();
        var worker = Stack.newWorker("oldest", "oldest", Release.OLDEST)) {
      kiteworks.add(ActivityRows.realistic(1, EVENTS, DAY, DAY.plus(Duration.ofDays(1))));
      cloudSek.add(AlertRows.nested(2, EVENTS, DAY, DAY.plus(Duration.ofDays(1))));
      threatQ.add(ThreatQRows.realistic(3, EVENTS, DAY, DAY.plus(Duration.ofDays(1))));
      assertThat(worker.client().get("/").path("version").asText()).startsWith("3.9");

      worker.client().create("kiteworks", Configs.kiteworks(kiteworks, "oldest-kiteworks"));
      worker.client().create("cloudsek", Configs.cloudSek(cloudSek, "oldest-cloudsek"));
      worker.client().create("threatq", Configs.threatQ(threatQ, "oldest-threatq"));
      worker.client().create("devo", sink(devo, "oldest-kiteworks,oldest-cloudsek,oldest-threatq"));

      assertExactly("oldest-kiteworks", kiteworks);
      assertExactly("oldest-cloudsek", cloudSek);
      assertExactly("oldest-threatq", threatQ);
      devo.awaitMessages(3 * EVENTS, SOON);
      assertThat(devo.tables().get("dmp.kiteworks.admin.event")).hasSize(EVENTS);
      assertThat(devo.tables().get("drp.cloudsek.xvigil.alerts")).hasSize(EVENTS);
      assertThat(devo.tables())
          .containsKeys(
              "threatintel.threatquotient.platform.wateringhole",
              "threatintel.threatquotient.platform.userdefined");
      try (var figures = WorkerJmx.of(worker)) {
        assertThat(figures.figures("kiteworks"))
            .containsEntry("events-sent-total", (long) EVENTS)
            .containsOnlyKeys(MetricsIT.documented("Sources"));
        assertThat(figures.figures("devo"))
            .containsEntry("messages-accepted-total", 3L * EVENTS)
            .containsOnlyKeys(MetricsIT.documented("The Devo sink"));
      }
    }
  }

  private static void assertExactly(String topic, FakeVendor vendor) {
    Stack.reader().untilCount(topic, EVENTS, SOON);
    var records = Stack.reader().untilQuiet(topic, Duration.ofSeconds(2));
    assertThat(records).hasSize(EVENTS);
    assertThat(new TreeSet<>(records.stream().map(ConsumerRecord::key).toList()))
        .isEqualTo(new TreeSet<>(vendor.truth().keySet()));
  }

  private static Map<String, String> sink(FakeDevo devo, String topics) {
    var config = new HashMap<String, String>();
    config.put("connector.class", "io.tributary.devo.DevoSinkConnector");
    config.put("topics", topics);
    config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("endpoint", devo.endpoint().toString());
    config.put("confirm.interval.ms", "1000");
    return config;
  }
}
