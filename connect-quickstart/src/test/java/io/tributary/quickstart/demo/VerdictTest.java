// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.quickstart.worker.Connectors;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:10Z");

  @Test
  void isCompleteWhenEveryEventIsInItsTable() {
    var verdict = of("RUNNING", table(5201, 0, 0), table(5101, 0, 0));

    assertThat(verdict.state()).isEqualTo("complete");
    assertThat(verdict.detail())
        .isEqualTo("All 10,302 events of the fakes are in their tables: lost 0, duplicates 0.");
  }

  @Test
  void saysHowManyAreOnTheirWayAndForHowLong() {
    var verdict = of("RUNNING", table(5201, 1200, 0), table(5101, 0, 0));

    assertThat(verdict.headline()).isEqualTo("1,200 events in transit");
    assertThat(verdict.detail())
        .isEqualTo(
            "9,102 of the fakes' 10,302 events are in their tables; the longest wait is 4 s; duplicates 0.");
  }

  @Test
  void isNotCompleteWithDuplicates() {
    var verdict = of("RUNNING", table(10, 0, 3));

    assertThat(verdict.state()).isEqualTo("wrong");
    assertThat(verdict.detail()).isEqualTo("All 10 events arrived, but duplicates 3.");
  }

  @Test
  void namesTheConnectorThatHasFailed() {
    var verdict = of("FAILED", table(10, 0, 0));

    assertThat(verdict.state()).isEqualTo("failed");
    assertThat(verdict.headline()).isEqualTo("Connector source has failed");
  }

  @Test
  void claimsNothingAboutTablesItCannotSee() {
    var starting =
        Verdict.of(new Snapshot(List.of(), List.of(connector("STARTING"))), List.of(), NOW);
    var running =
        Verdict.of(new Snapshot(List.of(), List.of(connector("RUNNING"))), List.of(), NOW);

    assertThat(starting.detail()).isEqualTo("0 of 1 connectors run.");
    assertThat(running).isEqualTo(new Verdict("running", "Running", "1 of 1 connectors run."));
  }

  @Test
  void namesTheConnectorThatIsInTroubleThoughItRuns() {
    var snapshot = new Snapshot(List.of(), List.of(connector("RUNNING")));

    assertThat(Verdict.of(snapshot, List.of("source"), NOW).headline())
        .isEqualTo("Problem with source");
  }

  @Test
  void isNotCompleteWhileAnErrorIsOpen() {
    var vendor = new VendorState("Vendor", "source", List.of(), List.of(table(10, 0, 0)));
    var snapshot = new Snapshot(List.of(vendor), List.of(connector("RUNNING")));

    var verdict = Verdict.of(snapshot, List.of("source"), NOW);

    assertThat(verdict.state()).isEqualTo("troubled");
    assertThat(verdict.headline()).isEqualTo("Problem with source");
    assertThat(verdict.detail()).endsWith("See the last error for what to do. Complete.");
  }

  @Test
  void isWrongRatherThanInTrouble() {
    var vendor = new VendorState("Vendor", "source", List.of(), List.of(table(10, 0, 3)));
    var snapshot = new Snapshot(List.of(vendor), List.of(connector("RUNNING")));

    assertThat(Verdict.of(snapshot, List.of("source"), NOW).state()).isEqualTo("wrong");
  }

  private static Verdict of(String state, TableCheck.State... tables) {
    var vendor = new VendorState("Vendor", "source", List.of(), List.of(tables));
    return Verdict.of(new Snapshot(List.of(vendor), List.of(connector(state))), List.of(), NOW);
  }

  private static Connectors.State connector(String state) {
    return new Connectors.State("source", false, state, List.of(state), "", 0, List.of());
  }

  private static TableCheck.State table(long served, long lost, long duplicates) {
    var since = lost == 0 ? null : NOW.minusSeconds(4);
    return new TableCheck.State(
        "t", served, served - lost + duplicates, lost, since, duplicates, 0, List.of());
  }
}
