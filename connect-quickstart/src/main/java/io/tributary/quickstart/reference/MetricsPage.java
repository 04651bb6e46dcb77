// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.reference;

import io.tributary.quickstart.worker.Catalogue;
import io.tributary.quickstart.worker.Plugins;

/** Generates {@code docs/metrics.md} from the metrics that the tasks publish. */
final class MetricsPage {
  private MetricsPage() {}

  static String of(Plugins plugins) {
    var page = new StringBuilder("# Metrics\n\n");
    page.append(
        "<!-- Generated from the connectors by ./quickstart --write-docs. Do not edit. -->\n\n");
    page.append(
        """
        Each running task registers an MBean `kafka.connect:type=plugins,connector=<name>,task=<number>`.
        On Kafka 4.1 and later it is one of Connect's own metrics (KIP-877), so other reporters of the
        worker receive it too. Older workers publish it over plain JMX under the same name. Counters start
        at zero when a task starts. Connect adds its own metrics, such as
        `kafka.connect:type=connector-task-metrics,connector=<name>,task=<number>` with the attribute
        `status`. For alerts and their remedies, see [runbook.md](runbook.md#symptoms).
        """);
    var sink = plugins.shared("io.tributary.devo.statistics.SinkMetric");
    table(page, sink, "The Devo sink, each of its tasks");
    var source = plugins.shared("io.tributary.common.metrics.SourceMetric");
    table(page, source, "Sources, one task for each feed");
    return page.toString();
  }

  private static void table(StringBuilder page, Class<?> type, String title) {
    page.append("\n## ").append(title).append("\n\n");
    page.append("| Attribute | Kind | Unit | Meaning |\n");
    page.append("| --- | --- | --- | --- |\n");
    for (Object metric : type.getEnumConstants()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  Catalogue.ask(metric, "key"),
                  Cells.lower(Catalogue.ask(metric, "kind")),
                  Catalogue.ask(metric, "unit"),
                  Cells.text(Catalogue.ask(metric, "meaning"))));
    }
  }
}
