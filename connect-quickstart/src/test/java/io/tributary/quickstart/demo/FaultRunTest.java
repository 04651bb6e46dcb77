// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.quickstart.worker.Figures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultRunTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Figures WELL = new Figures(List.of(Map.of("failures-in-a-row", 0L)));
  private static final Figures FAILING = new Figures(List.of(Map.of("failures-in-a-row", 2L)));

  private final AtomicInteger started = new AtomicInteger();
  private final FaultRun fault =
      new FaultRun(
          new FaultKind("x", "source", "X", "", "429s", () -> 7, 2, started::incrementAndGet));

  @Test
  void tellsItsStoryFromInjectionToRecovery() {
    fault.inject(START);
    assertThat(fault.view().phase()).isEqualTo("injected");

    look(2, 8, null, FAILING);
    assertThat(fault.view().story()).isEqualTo("Injected at 00:00:00Z. 429s: 1 of 2.");

    look(3, 9, START.plusSeconds(1), FAILING);
    assertThat(fault.view().phase()).isEqualTo("catching up");

    look(4, 9, START.plusSeconds(4), WELL);
    assertThat(fault.view().story())
        .isEqualTo(
            "Injected at 00:00:00Z. 429s: 2 of 2. Recovered at 00:00:04Z, after 4 s: lost 0, duplicates 0.");
    assertThat(fault.active()).isFalse();
  }

  @Test
  void isNotOverWhileWhatWasThereAtTheLastHitIsMissing() {
    fault.inject(START);

    look(3, 9, START.plusSeconds(3), WELL);
    assertThat(fault.view().phase()).isEqualTo("catching up");
    look(4, 9, START.plusSeconds(3), WELL);
    assertThat(fault.view().phase()).isEqualTo("catching up");
    look(5, 9, START.plusSeconds(4), WELL);
    assertThat(fault.view().phase()).isEqualTo("recovered");
  }

  @Test
  void countsTheDuplicatesSinceItWasInjected() {
    look(0, 7, null, WELL, 2);
    fault.inject(START);

    look(3, 9, null, WELL, 5);

    assertThat(fault.view().story()).endsWith("lost 0, duplicates 3.");
  }

  @Test
  void isNotOverWhileNoTaskRuns() {
    fault.inject(START);

    look(3, 9, null, new Figures(List.of()));

    assertThat(fault.view().phase()).isEqualTo("catching up");
  }

  @Test
  void isInjectedOneAtATime() {
    assertThat(fault.inject(START)).isTrue();
    assertThat(fault.inject(START)).isFalse();
    look(3, 9, null, WELL);

    assertThat(fault.inject(START.plusSeconds(9))).isTrue();
    assertThat(started).hasValue(2);
  }

  private void look(int second, long hits, @Nullable Instant lostSince, Figures figures) {
    look(second, hits, lostSince, figures, 0);
  }

  private void look(
      int second, long hits, @Nullable Instant lostSince, Figures figures, long duplicates) {
    int lost = lostSince == null ? 0 : 1;
    var table = new TableCheck.State("t", 9, 8, lost, lostSince, duplicates, 0, List.of());
    var vendor = new VendorState("Vendor", "source", List.of(), List.of(table));
    fault.look(hits, new Snapshot(List.of(vendor), List.of()), figures, START.plusSeconds(second));
  }
}
