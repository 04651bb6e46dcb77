// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.SORTS;
import static io.tributary.testkit.vendor.VendorBehavior.TAGS_BY_KIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.rest.ConnectApiException;
import io.tributary.connect.rest.ConnectorOffset;
import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The bundle on a worker of each supported release: the whole pipeline, a worker that is killed
 * with signal 9, exactly-once delivery into Kafka, and offsets by the REST API.
 */
@ParameterizedClass
@EnumSource(Release.class)
class SupportedReleasesIT {
  private static final int KILLS = Integer.getInteger("it.release.kills", 1);
  private static final int EVENTS = Integer.getInteger("it.release.events", 600);
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofMinutes(1);

  private static final Duration QUIET = Duration.ofSeconds(2);

  private static WorkerProcess worker;

  @Parameter private Release release;

  @BeforeParameterizedClassInvocation
  static void start(Release release) {
    var name = "release-" + release.version();
    worker =
        WorkerProcess.start(
            Stack.config(name, true).pluginPath(Stack.bundle()),
            Stack.directory(name),
            release.classPath(),
            List.of());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    worker.close();
  }

  @Test
  void theWorkerFindsEachConnectorOfTheBundleOnce() {
    assertThat(worker.client().server().version()).startsWith(release.version());
    var expected = new ArrayList<>(List.of("io.tributary.devo.DevoSinkConnector"));
    Vendors.all().forEach(vendor -> expected.add(vendor.connectorClass()));

    assertThat(worker.client().plugins())
        .filteredOn(plugin -> plugin.className().startsWith("io.tributary."))
        .extracting(plugin -> plugin.className())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void eachEventIsInItsTopicOnceAndInItsTableWhenTheWorkerIsKilled() {
    var vendors = RunningVendor.startAll();
    try (var devo = FakeDevo.tcp()) {
      for (var vendor : vendors) {
        Backfill.fill(vendor, EVENTS);
        create(vendor);
      }
      var topics = vendors.stream().map(this::topic).toList();
      var sink = MetricsIT.sink(devo, String.join(",", topics));
      // Otherwise the table has also what the killed worker left in open transactions.
      sink.put("consumer.override.isolation.level", "read_committed");
      sink.put("consumer.override.session.timeout.ms", "2000");
      sink.put("consumer.override.heartbeat.interval.ms", "500");
      worker.client().create("release-devo", sink);

      for (var kill = 1; kill <= KILLS; kill++) {
        Stack.reader().untilCount(topics.get(0), EVENTS / 2 * kill / KILLS, SOON);
        worker.kill9();
        assertThat(vendors).anyMatch(this::isIncomplete);
        worker.start();
      }

      for (var vendor : vendors) {
        Stack.reader().untilCount(topic(vendor), vendor.truth().size(), SOON);
        awaitTables(devo, vendor);
      }
      Stack.reader().untilQuiet(topics.get(0), QUIET);
      for (var vendor : vendors) {
        assertThat(keys(topic(vendor)))
            .containsExactlyInAnyOrderElementsOf(vendor.truth().keySet());
      }
      assertMetrics(vendors.get(0).fixture().name());
    } finally {
      vendors.forEach(vendor -> worker.client().delete(vendor.fixture().name()));
      worker.client().delete("release-devo");
      vendors.forEach(RunningVendor::close);
    }
  }

  private boolean isIncomplete(RunningVendor vendor) {
    return keys(topic(vendor)).size() < vendor.truth().size();
  }

  /** Slow enough to be killed in the middle. */
  private void create(RunningVendor vendor) {
    var config = vendor.config(topic(vendor));
    config.put("exactly.once.support", "required");
    config.put("requests.limits", "15/1s");
    config.put("page.size", vendor.fixture().behaviors().contains(SORTS) ? "50" : "100");
    worker.client().create(vendor.fixture().name(), config);
  }

  /** Waits until all its events are in its table, or in several below it. */
  private static void awaitTables(FakeDevo devo, RunningVendor vendor) {
    var byKind = vendor.fixture().behaviors().contains(TAGS_BY_KIND);
    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var bodies = new HashSet<String>();
              var tables = new HashMap<>(devo.tables());
              tables.keySet().removeIf(table -> !(table + ".").startsWith(vendor.table() + "."));
              tables.values().forEach(table -> table.forEach(line -> bodies.add(line.body())));
              assertThat(bodies).hasSameSizeAs(vendor.truth().keySet());
              assertThat(tables.containsKey(vendor.table())).isEqualTo(!byKind);
            });
  }

  private static void assertMetrics(String source) {
    try (var figures = WorkerJmx.of(worker)) {
      assertThat(figures.figures(source)).containsOnlyKeys(MetricsIT.documented("Sources"));
      assertThat(figures.figures("release-devo"))
          .containsOnlyKeys(MetricsIT.documented("The Devo sink"));
    }
  }

  @Test
  void offsetsAreReadAlteredAndResetByTheRestApi() {
    var rest = worker.client();
    // The group of a sink is named after it, and the releases share a broker.
    var sink = "moved-devo-" + release.version();
    try (var vendor = RunningVendor.start();
        var devo = FakeDevo.tcp()) {
      var topic = vendor.named("release-" + release.version() + "-offsets");
      vendor.add(vendor.rows(1, 200, DAY, DAY.plus(Duration.ofDays(1))));
      rest.create("moved", vendor.config(topic));
      rest.create(sink, MetricsIT.sink(devo, topic));
      devo.awaitMessages(200, SOON);
      var expected = new ArrayList<>(keys(topic));

      var partition = stop("moved").get(0).partition();
      assertThatThrownBy(() -> alter("moved", partition, Map.of("last_event_time_in_utc", "?")))
          .isInstanceOf(ConnectApiException.class)
          .hasMessageContaining("last_event_time_in_utc");
      var noon = DAY.plus(Duration.ofHours(12));
      alter("moved", partition, Map.of("last_event_time_in_utc", noon.toString()));
      rest.resume("moved");
      vendor.truth().values().stream()
          .filter(event -> !event.time().isBefore(noon))
          .forEach(event -> expected.add(event.key()));
      devo.awaitMessages(expected.size(), SOON);

      stop("moved");
      rest.resetOffsets("moved");
      rest.resume("moved");
      expected.addAll(vendor.truth().keySet());
      devo.awaitMessages(expected.size(), SOON);

      var read = stop(sink);
      assertThat(read).hasSize(1);
      alter(sink, read.get(0).partition(), Map.of("kafka_offset", 0));
      rest.resume(sink);
      devo.awaitMessages(2 * expected.size(), SOON);
      assertThat(keys(topic)).containsExactlyInAnyOrderElementsOf(expected);
    } finally {
      rest.delete("moved");
      rest.delete(sink);
    }
  }

  /** Stops a connector and returns its offsets. */
  private static List<ConnectorOffset> stop(String connector) {
    worker.client().stop(connector);
    worker.client().awaitStopped(connector, SOON);
    return worker.client().offsets(connector);
  }

  private static void alter(
      String connector, Map<String, Object> partition, Map<String, Object> offset) {
    worker.client().alterOffsets(connector, List.of(new ConnectorOffset(partition, offset)));
  }

  private static List<String> keys(String topic) {
    return Stack.reader().now(topic).stream().map(ConsumerRecord::key).toList();
  }

  private String topic(RunningVendor vendor) {
    return vendor.named("release-" + release.version());
  }
}
