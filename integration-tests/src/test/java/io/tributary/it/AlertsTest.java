// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.metrics.LossSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each alert fires in its own case, is silent in a healthy pipeline, and leads to the runbook. */
class AlertsTest {
  private static final String RUNBOOK =
      "https://github.com/tributary-connect/tributary/blob/main/docs/runbook.md#";
  private static final Pattern ROW = Pattern.compile("\\| <a id=\"([\\w-]+)\"></a>.*");

  @Test
  void eachAlertFiresInItsOwnCaseAndInNoOther() throws Exception {
    Promtool.assumeInstalled();

    Promtool.test(Promtool.MONITORING.resolve("alerts-test.yml"));
  }

  @Test
  void eachAlertIsTestedBothWays() throws IOException {
    var tests = Promtool.file("alerts-test.yml").path("tests");
    var expected = String.join("\n", tests.findValuesAsText("labels"));
    var healthy = new TreeSet<String>();
    tests.get(0).findValuesAsText("series").forEach(each -> healthy.addAll(Promtool.metrics(each)));

    assertThat(tests.get(0).path("name").asText()).startsWith("A healthy pipeline");
    assertThat(tests.get(0).findValuesAsText("labels")).isEmpty();
    for (var alert : alerts()) {
      assertThat(expected).contains("alertname=\"" + alert.path("alert").asText() + "\"");
      assertThat(healthy).containsAll(Promtool.metrics(alert.path("expr").asText()));
    }
  }

  @Test
  void eachAlertHasASeverityAndARowOfTheRunbook() throws IOException {
    var anchors = new ArrayList<String>();
    for (var alert : alerts()) {
      var name = alert.path("alert").asText();
      var anchor = name.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
      anchors.add(anchor);
      assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning", "info");
      assertThat(alert.at("/annotations/runbook_url").asText()).isEqualTo(RUNBOOK + anchor);
    }

    var rows = new ArrayList<String>();
    for (var line : runbook()) {
      var row = ROW.matcher(line);
      assertThat(row.matches()).as("a threshold in bold has an alert: " + line).isTrue();
      rows.add(row.group(1));
    }
    assertThat(rows).containsExactlyInAnyOrderElementsOf(anchors);
  }

  @Test
  void possibleLossNamesEachKind() throws IOException {
    var kinds =
        alerts().stream()
            .filter(alert -> alert.path("alert").asText().equals("PossibleLoss"))
            .map(alert -> alert.at("/annotations/kinds").asText())
            .findFirst()
            .orElseThrow();
    var names = Pattern.compile("tributary_\\(.*\\)_total").matcher(kinds);

    assertThat(names.find()).isTrue();
    for (var kind : LossSignal.values()) {
      assertThat("tributary_" + kind.metric().key().replace('-', '_')).matches(names.group());
    }
  }

  /** The rows whose threshold is in bold. */
  private static List<String> runbook() throws IOException {
    return Files.readString(DocPage.ROOT.resolve("docs/runbook.md"))
        .lines()
        .dropWhile(line -> !line.equals("## Symptoms"))
        .takeWhile(line -> !line.startsWith("## Compare"))
        .filter(line -> line.startsWith("| ") && line.split(" \\| ", -1)[2].contains("**"))
        .toList();
  }

  private static List<JsonNode> alerts() throws IOException {
    return Promtool.file("alerts.yml").findParents("alert");
  }
}
