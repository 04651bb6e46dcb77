// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.quickstart.demo.Snapshot;
import io.tributary.quickstart.demo.TableCheck;
import io.tributary.quickstart.demo.VendorState;
import io.tributary.quickstart.worker.Connectors;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Console terminal = new Console(new PrintStream(said, true, UTF_8));

  @Test
  void endsAPassedCheckWithOneLine() {
    terminal.verdict(snapshot(table("a.b", 5201, 0), table("c.d", 5101, 0)));

    assertThat(lines()).containsExactly("quickstart: OK a.b=5201 c.d=5101 lost=0 duplicates=0");
  }

  @Test
  void saysWhatAFailedCheckMisses() {
    terminal.verdict(snapshot(table("a.b", 5201, 0), table("c.d", 5101, 7)));

    assertThat(lines())
        .contains("quickstart: FAILED c.d=5094 of 5101 lost=7 duplicates=0 unexpected=0")
        .contains("  connector source: FAILED ApiError 401: Unauthorized.")
        .noneMatch(line -> line.startsWith("quickstart: OK"));
  }

  @Test
  void tellsNewsOnlyOnce() {
    terminal.show(snapshot(table("a.b", 5201, 1)));
    terminal.show(snapshot(table("a.b", 5201, 1)));

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).endsWith("a.b 5,200 of 5,201");
    assertThat(lines().get(1))
        .isEqualTo("connector source has FAILED: ApiError 401: Unauthorized.");
  }

  @Test
  void tellsWhenAPortIsNotTheUsualOne() {
    terminal.address("Connect REST", "http://127.0.0.1:4711", 4711, 8083);

    assertThat(lines().get(0)).contains("http://127.0.0.1:4711", "port 8083 is taken");
  }

  private List<String> lines() {
    return said.toString(UTF_8).lines().toList();
  }

  private static Snapshot snapshot(TableCheck.State... tables) {
    var failed =
        new Connectors.State(
            "source", false, "FAILED", List.of(), "ApiError 401: Unauthorized.", 0, List.of());
    return new Snapshot(
        List.of(new VendorState("Vendor", "source", List.of(), List.of(tables))), List.of(failed));
  }

  private static TableCheck.State table(String name, long served, long lost) {
    return new TableCheck.State(name, served, served - lost, lost, null, 0, 0, List.of());
  }
}
