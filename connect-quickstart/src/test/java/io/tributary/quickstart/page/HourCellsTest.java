// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.quickstart.worker.Ledgers;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HourCellsTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:30:00Z");
  private static final Instant READ = Instant.parse("2026-03-02T11:15:00Z");

  @Test
  void withoutALedgerAnHourIsSentOrNotReadToTheEnd() {
    var hours = HourCells.of(Map.of(), READ, NOW);

    assertThat(hours.cells()).hasSize(24);
    assertThat(hours.cells().get(0))
        .isEqualTo(new HourCells.Cell("sent", "2026-03-01T13:00:00Z: sent, without proof"));
    assertThat(hours.cells().subList(21, 24))
        .extracting(HourCells.Cell::state)
        .containsExactly("sent", "open", "open");
    assertThat(hours.words())
        .isEqualTo("The last 24 hours: 22 sent, without proof; 2 not read to the end yet");
  }

  @Test
  void aLedgerTellsProvenHoursGapsAndLateFinds() {
    var ledger =
        Map.of(
            hour(8), new Ledgers.Hour("complete", 1_200, 0),
            hour(9), new Ledgers.Hour("gap", 3, 0),
            hour(10), new Ledgers.Hour("complete", 7, 2),
            hour(11), new Ledgers.Hour("unproven", 1, 0));

    var cells = HourCells.of(ledger, NOW, NOW).cells();

    assertThat(cells.subList(19, 24))
        .containsExactly(
            new HourCells.Cell(
                "proven", "2026-03-02T08:00:00Z: proven complete, 1,200 events, 0 of them late"),
            new HourCells.Cell("gap", "2026-03-02T09:00:00Z: with a gap, 3 events, 0 of them late"),
            new HourCells.Cell(
                "late",
                "2026-03-02T10:00:00Z: proven complete, late events recovered, 7 events, 2 of them"
                    + " late"),
            new HourCells.Cell(
                "unproven", "2026-03-02T11:00:00Z: not proven, 1 events, 0 of them late"),
            new HourCells.Cell("open", "2026-03-02T12:00:00Z: not read to the end yet"));
  }

  private static Instant hour(int hour) {
    return Instant.parse("2026-03-02T%02d:00:00Z".formatted(hour));
  }
}
