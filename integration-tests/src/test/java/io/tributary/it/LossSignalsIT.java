// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.metrics.LossSignal;
import io.tributary.testkit.devo.FakeDevo;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For each kind of possible loss one feed on a real worker whose vendor provokes it: it is counted,
 * its entry of the journal reaches a table of Devo, the task goes on, and an alert fires.
 */
class LossSignalsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int QUIET_SECONDS = Integer.getInteger("it.quiet.seconds", 10);
  private static final String JOURNAL = "signals-journal";
  private static final String TABLE = "my.app.tributary.journal";

  private static final Map<LossSignal, OddVendor> VENDORS = new EnumMap<>(LossSignal.class);
  private static FakeDevo devo;
  private static WorkerJmx jmx;

  @BeforeAll
  static void start() {
    devo = FakeDevo.tcp();
    jmx = WorkerJmx.of(Stack.worker());
    for (var signal : LossSignal.values()) {
      VENDORS.put(signal, new OddVendor(signal));
    }
    // Side by side, so that few rebalances of the worker serve all of them.
    VENDORS.entrySet().parallelStream()
        .forEach(each -> Stack.rest().create(name(each.getKey()), config(each)));
    Stack.rest().create("signals-sink", MetricsIT.sink(devo, JOURNAL));
  }

  private static Map<String, String> config(Map.Entry<LossSignal, OddVendor> each) {
    var config = each.getValue().settings();
    config.put("topic", name(each.getKey()));
    config.put("journal.topic", JOURNAL);
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.putIfAbsent("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    return config;
  }

  @AfterAll
  static void stop() {
    Stack.rest().delete("signals-sink");
    VENDORS.keySet().parallelStream().forEach(signal -> Stack.rest().delete(name(signal)));
    VENDORS.values().forEach(OddVendor::close);
    jmx.close();
    devo.close();
  }

  @ParameterizedTest
  @EnumSource
  void eachIsCountedAndReachesATableOfDevo(LossSignal signal) {
    await(signal.key()).atMost(SOON).until(() -> figure(signal, signal.metric().key()) > 0);
    await(signal.key()).atMost(SOON).until(() -> !entries(signal).isEmpty());

    // The sum grows after its parts.
    var cases = figure(signal, signal.metric().key());
    await(signal.key()).atMost(SOON).until(() -> figure(signal, "possible-losses-total") >= cases);
    assertThat(entries(signal))
        .as("one at once, and one more every five minutes")
        .singleElement()
        .satisfies(entry -> assertThat(entry.path("level").asText()).isEqualTo("WARNING"));
    assertThat(Stack.rest().status(name(signal)).running()).isTrue();
  }

  @Test
  void aQuietFeedWritesNothingButItsHeartbeat() {
    try (var vendor = RunningVendor.start()) {
      var now = Instant.now();
      vendor.add(vendor.rows(1, 60, now.minusSeconds(60), now.minusSeconds(30)));
      var config = vendor.config("quiet");
      config.put("initial.start.time.in.utc", now.minusSeconds(3_600).toString());
      config.put("sweep.interval.ms", "1000");
      config.put("journal.topic", "quiet-journal");
      config.put("heartbeat.topic", "quiet-heartbeats");
      config.put("heartbeat.interval.ms", "1000");
      Stack.rest().create("quiet", config);
      new Arrivals("quiet").are(List.copyOf(vendor.truth().values()));
      var entries = Stack.reader().untilQuiet("quiet-journal", Duration.ofSeconds(1)).size();

      var quiet = Duration.ofSeconds(QUIET_SECONDS);
      var beats = Stack.reader().now("quiet-heartbeats").size() + QUIET_SECONDS / 3;
      await()
          .pollDelay(quiet)
          .atMost(quiet.plus(SOON))
          .until(() -> Stack.reader().now("quiet-heartbeats").size() > beats);

      assertThat(Stack.reader().now("quiet")).hasSize(60);
      assertThat(Stack.reader().now("quiet-journal")).hasSize(entries);
      Stack.rest().delete("quiet");
    }
  }

  @Test
  void anAlertFiresForEach() throws Exception {
    Promtool.assumeInstalled();
    for (var signal : LossSignal.values()) {
      await(signal.key()).atMost(SOON).until(() -> figure(signal, "possible-losses-total") > 0);
    }
    var rules = Stack.directory("signals").resolve("alerts-test.yml");

    Files.writeString(rules, promtoolTest());

    Promtool.test(rules);
  }

  /** The figures of all feeds, as Prometheus scrapes them from the tenth minute on. */
  private static String promtoolTest() {
    var signals = List.of(LossSignal.values());
    return """
        rule_files: [%s]
        tests:
          - interval: 1m
            input_series:
        %s
            promql_expr_test:
              - expr: count by (connector) (ALERTS{alertname="PossibleLoss",alertstate="firing"})
                eval_time: 9m
              - expr: count by (connector) (ALERTS{alertname="PossibleLoss",alertstate="firing"})
                eval_time: 12m
                exp_samples:
        %s
        """
        .formatted(
            Promtool.MONITORING.resolve("alerts.yml"),
            signals.stream()
                .map(
                    signal ->
                        "      - {series: 'tributary_possible_losses_total{connector=\"%s\",task=\"0\"}', values: '_x10 %dx10'}"
                            .formatted(name(signal), figure(signal, "possible-losses-total")))
                .collect(joining("\n")),
            signals.stream()
                .map(
                    signal ->
                        "          - {labels: '{connector=\"%s\"}', value: 1}"
                            .formatted(name(signal)))
                .collect(joining("\n")));
  }

  private static String name(LossSignal signal) {
    return "signal-" + signal.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static long figure(LossSignal signal, String metric) {
    var value = jmx.figures(name(signal)).get(metric);
    return value == null ? 0 : ((Number) value).longValue();
  }

  /** What Devo has about this kind and this feed. */
  private static List<JsonNode> entries(LossSignal signal) {
    return devo.messages().stream()
        .filter(message -> message.tag().equals(TABLE))
        .map(message -> parse(message.body()))
        .filter(entry -> entry.path("kind").asText().equals(signal.key()))
        .filter(entry -> entry.path("collector_name").asText().equals(name(signal)))
        .toList();
  }

  private static JsonNode parse(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(json, e);
    }
  }
}
