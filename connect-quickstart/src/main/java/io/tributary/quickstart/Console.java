// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import io.tributary.quickstart.demo.Snapshot;
import io.tributary.quickstart.demo.TableCheck;
import io.tributary.quickstart.page.StatusPage;
import io.tributary.quickstart.worker.Connectors;
import io.tributary.quickstart.worker.Layout;
import io.tributary.quickstart.worker.Platform;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a person sees in the terminal: plain lines, and only when there is news. */
final class Console {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss'Z'");

  private final PrintStream out;
  private final Set<String> told = new HashSet<>();
  private List<String> before = List.of();

  Console(PrintStream out) {
    this.out = out;
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  /** Where everything is. */
  void addresses(Platform platform, StatusPage page, Layout layout) {
    int kafka = Integer.parseInt(platform.bootstrapServers().replaceAll(".*:", ""));
    address("Kafka", platform.bootstrapServers(), kafka, Platform.KAFKA_PORT);
    address(
        "Connect REST", platform.rest().toString(), platform.rest().getPort(), Platform.REST_PORT);
    address("Live page", page.url().toString(), page.url().getPort(), StatusPage.PORT);
    line("  %-14s %s".formatted("Log", layout.log()));
  }

  /** Where a port may differ from the usual one, says so. */
  void address(String what, String address, int port, int usual) {
    String note = port == usual ? "" : "  (port " + usual + " is taken)";
    line("  %-14s %s%s".formatted(what, address, note));
  }

  /** The tables and, where there are none, the connectors; what has failed is told once. */
  void show(Snapshot now) {
    var news = now.tables().isEmpty() ? connectors(now) : tables(now);
    if (!news.equals(before)) {
      String time = LocalTime.now(ZoneOffset.UTC).format(TIME);
      news.forEach(text -> line(time + "  " + text));
      before = news;
    }
    for (Connectors.State connector : now.connectors()) {
      if (connector.failed() && told.add(connector.name() + connector.problem())) {
        line("connector " + connector.name() + " has FAILED: " + connector.problem());
      }
    }
  }

  /** The last words of a check. */
  void verdict(Snapshot last) {
    if (last.complete()) {
      var text = new StringBuilder("quickstart: OK");
      last.tables().forEach(t -> text.append(' ').append(t.table()).append('=').append(t.events()));
      line(text + " lost=0 duplicates=0");
      return;
    }
    for (TableCheck.State table : last.tables()) {
      line(
          "quickstart: FAILED %s=%d of %d lost=%d duplicates=%d unexpected=%d"
              .formatted(
                  table.table(),
                  table.events(),
                  table.served(),
                  table.lost(),
                  table.duplicates(),
                  table.unexpected()));
    }
    for (Connectors.State connector : last.connectors()) {
      line(
          "  connector %s: %s %s"
              .formatted(connector.name(), connector.state(), connector.problem()));
    }
  }

  private static List<String> tables(Snapshot now) {
    return List.of(String.join("   ", now.tables().stream().map(Console::table).toList()));
  }

  private static String table(TableCheck.State table) {
    String wrong =
        table.duplicates() + table.unexpected() == 0
            ? ""
            : " (%d duplicates, %d unexpected)".formatted(table.duplicates(), table.unexpected());
    return String.format(
        Locale.ROOT, "%s %,d of %,d%s", table.table(), table.events(), table.served(), wrong);
  }

  private static List<String> connectors(Snapshot now) {
    return now.connectors().stream()
        .map(
            c ->
                String.format(
                    Locale.ROOT, "%-24s %-10s %,d records", c.name(), c.state(), c.records()))
        .toList();
  }
}
