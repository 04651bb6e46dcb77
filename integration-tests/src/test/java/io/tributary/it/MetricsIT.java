// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The metrics and the log that an operator's monitoring and a SIEM see, on a real worker. */
class MetricsIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int EVENTS = 500;

  @Test
  void allFiguresOfASourceAndASinkAreShownAndGoWithTheirTask() {
    try (var vendor = vendor();
        var devo = FakeDevo.tcp();
        var worker = WorkerJmx.of(Stack.worker())) {
      vendor.faults().next(Fault.status(500));
      var config = vendor.config("figures");
      config.put("overlap.ms", "60000");
      Stack.rest().create("figures", config);
      Stack.rest().create("figures-sink", sink(devo, "figures"));

      Awaitility.await()
          .atMost(SOON)
          .until(() -> Long.valueOf(1).equals(worker.figures("figures").get("up-to-date")));
      Awaitility.await().atMost(SOON).until(() -> isConfirmed(worker.figures("figures-sink")));

      var source = worker.figures("figures");
      assertThat(source.keySet()).containsExactlyInAnyOrderElementsOf(documented("Sources"));
      assertThat(source)
          .containsEntry("events-sent-total", (long) EVENTS)
          .containsEntry("retries-total", 1L)
          .containsEntry("last-error", 500L)
          .containsEntry("failures-in-a-row", 0L)
          .containsEntry("overlap-ms", 60_000L);
      assertThat((long) source.get("lag-ms")).isBetween(0L, 60_000L);
      assertThat((long) source.get("requests-total")).isGreaterThan(2);
      assertThat((long) source.get("response-bytes-total")).isGreaterThan(EVENTS * 100L);
      var sink = worker.figures("figures-sink");
      assertThat(sink.keySet()).containsExactlyInAnyOrderElementsOf(documented("The Devo sink"));
      assertThat(sink)
          .containsEntry("messages-accepted-total", (long) EVENTS)
          .containsEntry("messages-unconfirmed", 0L)
          .containsEntry("records-rejected-total", 0L);

      Stack.rest().delete("figures");
      Stack.rest().delete("figures-sink");
      Awaitility.await().atMost(SOON).until(() -> worker.figures("figures").isEmpty());
    }
  }

  @Test
  void recordsThatATransformFiltersOutAreCounted() {
    try (var vendor = vendor();
        var worker = WorkerJmx.of(Stack.worker())) {
      var config = vendor.config("filtered");
      // A transaction without any record is not committed, so heartbeats pass.
      config.put("heartbeat.topic", "filtered-heartbeats");
      config.put("heartbeat.interval.ms", "1000");
      config.put("transforms", "none");
      config.put("transforms.none.type", "org.apache.kafka.connect.transforms.Filter");
      config.put("transforms.none.predicate", "events");
      config.put("predicates", "events");
      config.put(
          "predicates.events.type",
          "org.apache.kafka.connect.transforms.predicates.TopicNameMatches");
      config.put("predicates.events.pattern", "filtered");
      Stack.rest().create("filtered", config);

      Awaitility.await()
          .atMost(SOON)
          .until(
              () ->
                  Long.valueOf(EVENTS)
                      .equals(worker.figures("filtered").get("records-dropped-total")));
      Stack.rest().delete("filtered");
    }
  }

  @Test
  void aHeartbeatDistinguishesAQuietFeedFromABrokenOne() {
    try (var vendor = vendor()) {
      var config = vendor.config("pulse");
      config.put("heartbeat.topic", "pulse-heartbeats");
      config.put("journal.topic", "pulse-journal");
      config.put("heartbeat.interval.ms", "1000");
      Stack.rest().create("pulse", config);

      var quiet = await(beat -> beat.path("up_to_date").asBoolean());
      assertThat(quiet.path("vendor").asText()).isEqualTo(vendor.fixture().name());
      assertThat(quiet.path("last_error").asInt()).isZero();
      vendor.faults().always(Fault.status(500));
      var broken = await(beat -> beat.path("failures_in_a_row").asInt() > 1);
      assertThat(broken.path("last_error").asInt()).isEqualTo(500);
      assertThat(Stack.reader().now("pulse-journal"))
          .extracting(record -> parse(record.value()).path("kind").asText())
          .contains("start", "ApiError 500");

      assertThat(beats().stream().mapToInt(beat -> beat.path("sent").asInt()).sum())
          .isEqualTo(EVENTS);
      assertThat(Stack.reader().untilQuiet("pulse", Duration.ofSeconds(2))).hasSize(EVENTS);
      Stack.rest().delete("pulse");
    }
  }

  private static RunningVendor vendor() {
    var vendor = RunningVendor.start();
    vendor.add(vendor.rows(7, EVENTS, DAY, DAY.plus(Duration.ofDays(1))));
    return vendor;
  }

  private static JsonNode await(Predicate<JsonNode> wanted) {
    return Awaitility.await()
        .atMost(SOON)
        .until(() -> beats().stream().filter(wanted).findFirst(), found -> found.isPresent())
        .orElseThrow();
  }

  private static List<JsonNode> beats() {
    return Stack.reader().now("pulse-heartbeats").stream()
        .map(record -> parse(record.value()))
        .toList();
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names in the table of docs/metrics.md with this heading. */
  static List<String> documented(String heading) {
    return DocPage.of("docs/metrics.md").markdown().rows(heading).stream()
        .map(row -> row.get(0).codes().get(0))
        .toList();
  }

  /**
   * The number of unconfirmed messages follows that of the confirmed ones with the next records.
   */
  private static boolean isConfirmed(Map<String, Object> figures) {
    return Long.valueOf(EVENTS).equals(figures.get("messages-confirmed-total"))
        && Long.valueOf(0).equals(figures.get("messages-unconfirmed"));
  }

  static Map<String, String> sink(FakeDevo devo, String topics) {
    var config = new HashMap<String, String>();
    config.put("connector.class", "io.tributary.devo.DevoSinkConnector");
    config.put("topics", topics);
    config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("endpoint", devo.endpoint().toString());
    config.put("confirm.interval.ms", "300");
    return config;
  }
}
