// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.TAGS_BY_KIND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.vendor.FakeVendor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    var vendors = RunningVendor.startAll();
    try (var devo = FakeDevo.tcp();
        var worker = Stack.newWorker("oldest", "oldest", Release.OLDEST)) {
      assertThat(worker.client().server().version()).startsWith("3.9");
      for (var vendor : vendors) {
        vendor.add(vendor.rows(1, EVENTS, DAY, DAY.plus(Duration.ofDays(1))));
        worker.client().create(vendor.fixture().name(), vendor.config(vendor.named("oldest")));
      }
      var topics = vendors.stream().map(vendor -> vendor.named("oldest")).toList();
      worker.client().create("devo", sink(devo, String.join(",", topics)));

      for (var vendor : vendors) {
        assertExactly(vendor.named("oldest"), vendor.fake());
      }
      devo.awaitMessages(vendors.size() * EVENTS, SOON);
      for (var vendor : vendors) {
        assertTables(devo, vendor);
      }
      try (var figures = WorkerJmx.of(worker)) {
        assertThat(figures.figures(vendors.get(0).fixture().name()))
            .containsEntry("events-sent-total", (long) EVENTS)
            .containsOnlyKeys(MetricsIT.documented("Sources"));
        assertThat(figures.figures("devo"))
            .containsEntry("messages-accepted-total", (long) vendors.size() * EVENTS)
            .containsOnlyKeys(MetricsIT.documented("The Devo sink"));
      }
    } finally {
      vendors.forEach(RunningVendor::close);
    }
  }

  /** Its events are in its table, or in several below it. */
  private static void assertTables(FakeDevo devo, RunningVendor vendor) {
    var tables = new TreeMap<>(devo.tables());
    tables.keySet().removeIf(table -> !(table + ".").startsWith(vendor.table() + "."));
    assertThat(tables.values().stream().mapToInt(List::size).sum()).isEqualTo(EVENTS);
    var byKind = vendor.fixture().behaviors().contains(TAGS_BY_KIND);
    assertThat(tables.size() > 1).isEqualTo(byKind);
    assertThat(tables.containsKey(vendor.table())).isEqualTo(!byKind);
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
