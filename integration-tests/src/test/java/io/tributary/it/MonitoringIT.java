// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real worker with the Prometheus exporter: the files of monitoring/ name existing metrics. */
class MonitoringIT {
  private static final Path MONITORING = Path.of("..", "monitoring").toAbsolutePath().normalize();
  private static final Path AGENT = Path.of("target", "agent", "jmx_prometheus_javaagent.jar");
  private static final Pattern METRIC = Pattern.compile("\\b(?:tributary|kafka_connect)_\\w+");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z0-9_]+)(?:\\{|\\s)");
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final int EVENTS = 200;

  @TempDir private Path directory;

  @Test
  void theExporterShowsEveryMetricThatTheDashboardAndTheAlertsAskFor() {
    var port = Ports.freeOr(0);
    try (var vendor = RunningVendor.start();
        var devo = FakeDevo.tcp();
        var worker = worker(port)) {
      vendor.add(vendor.rows(9, EVENTS, DAY, DAY.plus(Duration.ofDays(1))));
      worker.client().create("monitored", vendor.config("monitored"));
      worker.client().create("monitored-sink", MetricsIT.sink(devo, "monitored"));
      devo.awaitMessages(EVENTS, Duration.ofMinutes(1));

      var asked = asked("grafana/dashboards/tributary.json");
      asked.addAll(asked("alerts.yml"));
      assertThat(asked).hasSizeGreaterThan(20);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> assertThat(shown(port)).containsAll(asked));

      assertThat(scraped(port))
          .contains("tributary_events_sent_total{connector=\"monitored\",task=\"0\"} 200.0")
          .contains("status=\"running\"")
          .contains("# HELP")
          .containsPattern("kafka_connect_sink_records_lag\\{[^}]*topic=\"monitored\"");
    }
  }

  @Test
  void prometheusAppliesAllRulesAndAnswersEachQueryOfTheDashboard() throws Exception {
    Promtool.assumeInstalled();
    var port = Ports.freeOr(0);
    try (var vendor = RunningVendor.start();
        var devo = FakeDevo.tcp();
        var worker = worker(port);
        var prometheus = new PrometheusServer(directory, port)) {
      vendor.add(vendor.rows(9, EVENTS, DAY, DAY.plus(Duration.ofDays(1))));
      worker.client().create("scraped", vendor.config("scraped.by.prometheus"));
      worker.client().create("scraped-sink", MetricsIT.sink(devo, "scraped.by.prometheus"));

      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(500))
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(prometheus.query("tributary:sink_records_lag"))
                      .singleElement()
                      .extracting(series -> series.at("/metric/topic_name").asText())
                      .isEqualTo("scraped_by_prometheus"));

      assertThat(prometheus.rules().findValuesAsText("health")).isNotEmpty().containsOnly("ok");
      assertThat(prometheus.query("ALERTS{alertstate=\"firing\"}")).isEmpty();
      for (var target : DashboardTest.targets()) {
        assertThat(prometheus.query(DashboardTest.onePerLine(target)))
            .as(target.path("expr").asText())
            .allMatch(most -> most.at("/value/1").asText().equals("1"));
      }
    }
  }

  private static WorkerProcess worker(int port) {
    var agent = "-javaagent:" + AGENT.toAbsolutePath() + "=127.0.0.1:" + port + ":";
    return WorkerProcess.start(
        Stack.config("monitored", true),
        Stack.directory("monitored"),
        Release.CURRENT.classPath(),
        List.of(agent + MONITORING.resolve("jmx-exporter.yml")));
  }

  /** All metrics in the expressions of a file. */
  private static Set<String> asked(String file) {
    var asked = new TreeSet<String>();
    for (var expression : yaml(MONITORING.resolve(file)).findValuesAsText("expr")) {
      asked.addAll(metrics(expression));
    }
    return asked;
  }

  private static Set<String> metrics(String expression) {
    var found = new TreeSet<String>();
    METRIC.matcher(expression).results().forEach(match -> found.add(match.group()));
    return found;
  }

  private static Set<String> shown(int port) {
    var names = new TreeSet<String>();
    SAMPLE.matcher(scraped(port)).results().forEach(match -> names.add(match.group(1)));
    return names;
  }

  private static String scraped(int port) {
    var url = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (var in = url.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode yaml(Path file) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
