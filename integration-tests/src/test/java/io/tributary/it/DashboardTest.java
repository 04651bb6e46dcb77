// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.metrics.LossSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of the dashboard, as Prometheus answers them. */
class DashboardTest {
  private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
  private static final String MINUTES = "120";

  @TempDir Path directory;

  @Test
  void eachQueryHasOneSeriesForEachLineOfItsLegend() throws Exception {
    Promtool.assumeInstalled();
    var series = new TreeSet<String>();
    var checks = new ArrayList<Map<String, Object>>();
    for (var target : targets()) {
      series.addAll(Promtool.metrics(query(target)));
      checks.add(check(onePerLine(target), "{}", 1));
    }
    series.addAll(List.of("kafka_connect_sink_records_lag", "tributary_messages_unconfirmed"));

    // A task that has moved from one worker to another is still one task.
    var input = new ArrayList<Map<String, String>>();
    for (var name : series) {
      for (var topic : List.of("a.b", "a_b")) {
        for (var worker : List.of("v", "w")) {
          input.add(series(name, worker, topic, "running", "1+1x" + MINUTES));
        }
      }
    }
    test(input, checks);
  }

  @Test
  void isRedWhileDevoIsAwayAndGreenBeforeThat() throws Exception {
    Promtool.assumeInstalled();
    var input =
        List.of(
            series("tributary_last_confirmation_age_ms", "0+60000x60 0+60000x60"),
            series("tributary_messages_unconfirmed", "0x60 4 0 4 0 4 0 4 0 4 0 4x50"),
            series("tributary_paused", "0x" + MINUTES),
            series("tributary_last_error", "0x60 600x60"));
    var confirms = query(target("Devo confirms", 0));
    var error = query(target("Current error number", 1));

    test(
        input,
        List.of(
            check("50m", confirms, "{connector=\"c\"}", 0),
            check("50m", error, "{connector=\"c\"}", 0),
            check("67m", confirms, "{connector=\"c\"}", 360_000),
            check("67m", error, "{connector=\"c\"}", 600)));
  }

  @Test
  void isRedWhileATaskDoesNotRunOrIsGone() throws Exception {
    Promtool.assumeInstalled();
    var status = "kafka_connect_task_status";
    var input =
        List.of(
            series(status, "w", "", "running", "1x10 stale _x59 1x50"),
            series(status, "w", "", "failed", "_x11 1x10 stale"),
            series(status, "w", "", "paused", "_x75 1x44"));
    var tasks = query(target("Tasks that do not run", 0));

    test(
        input,
        List.of(
            check("9m", tasks, "{connector=\"c\"}", 0),
            check("15m", tasks, "{connector=\"c\"}", 1),
            check("40m", tasks, "{connector=\"c\"}", 1),
            check("80m", tasks, "{connector=\"c\"}", 0)));
  }

  @Test
  void showsWhenHoursWereProvenAndWhenAGapOrLateEventsWereFound() throws Exception {
    Promtool.assumeInstalled();
    var input =
        List.of(
            series("tributary_hours_complete_total", "0x9 24x290"),
            series("tributary_events_recovered_total", "0x29 5x270"),
            series("tributary_hours_unproven_total", "0x59 1x240"),
            series("tributary_hours_gap_total", "0x89 1x210"));
    var proven = query(target("Proven hours, gaps and late finds", 0));

    test(
        input,
        List.of(
            check("5m", proven, "{connector=\"c\"}", 0),
            check("20m", proven, "{connector=\"c\"}", 1),
            check("40m", proven, "{connector=\"c\"}", 2),
            check("70m", proven, "{connector=\"c\"}", 3),
            check("100m", proven, "{connector=\"c\"}", 4),
            check("290m", proven, "{connector=\"c\"}", 0)));
  }

  @Test
  void asksTheChosenSourceAboutTheChosenConnectors() throws IOException {
    var dashboard = Promtool.file("grafana/dashboards/tributary.json");

    assertThat(dashboard.at("/templating/list").findValuesAsText("name"))
        .containsExactly("datasource", "connector");
    assertThat(dashboard.path("panels").findValues("datasource"))
        .isNotEmpty()
        .allMatch(source -> source.path("uid").asText().equals("${datasource}"));
    assertThat(targets())
        .allMatch(each -> each.path("expr").asText().contains("connector=~\"$connector\""));
  }

  @Test
  void showsEachKindOfPossibleLoss() throws IOException {
    var asked = new TreeSet<String>();
    targets().forEach(each -> asked.addAll(Promtool.metrics(each.path("expr").asText())));

    for (var kind : LossSignal.values()) {
      assertThat(asked).contains("tributary_" + kind.metric().key().replace('-', '_'));
    }
  }

  /** How many series a query has at most for a line of its legend. */
  static String onePerLine(JsonNode target) {
    var labels = new TreeSet<String>();
    IN_LEGEND
        .matcher(target.path("legendFormat").asText())
        .results()
        .forEach(found -> labels.add(found.group(1)));
    return "max(count by (%s) (%s))".formatted(String.join(", ", labels), query(target));
  }

  private void test(List<Map<String, String>> input, List<Map<String, Object>> checks)
      throws Exception {
    var file = directory.resolve("test.yml");
    Promtool.YAML.writeValue(
        file.toFile(),
        Map.of(
            "rule_files",
            List.of(Promtool.MONITORING.resolve("alerts.yml").toString()),
            "evaluation_interval",
            "1m",
            "tests",
            List.of(Map.of("interval", "1m", "input_series", input, "promql_expr_test", checks))));
    Promtool.test(file);
  }

  private static Map<String, Object> check(String query, String labels, long value) {
    return check("100m", query, labels, value);
  }

  private static Map<String, Object> check(String at, String query, String labels, long value) {
    return Map.of(
        "expr",
        query,
        "eval_time",
        at,
        "exp_samples",
        List.of(Map.of("labels", labels, "value", value)));
  }

  private static Map<String, String> series(String name, String values) {
    return series(name, "w", "", "", values);
  }

  private static Map<String, String> series(
      String name, String worker, String topic, String status, String values) {
    var series =
        "%s{job=\"connect\",instance=\"%s\",connector=\"c\",task=\"0\",topic=\"%s\",status=\"%s\"}";
    return Map.of("series", series.formatted(name, worker, topic, status), "values", values);
  }

  /** A query about all connectors. */
  private static String query(JsonNode target) {
    return target.path("expr").asText().replace("$connector", ".*");
  }

  private static JsonNode target(String panel, int index) throws IOException {
    for (var each : Promtool.file("grafana/dashboards/tributary.json").path("panels")) {
      if (each.path("title").asText().equals(panel)) {
        return each.path("targets").get(index);
      }
    }
    throw new IllegalArgumentException(panel);
  }

  static List<JsonNode> targets() throws IOException {
    return Promtool.file("grafana/dashboards/tributary.json").findParents("legendFormat");
  }
}
