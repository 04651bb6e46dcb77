// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final History history = new History();

  @Test
  void keepsTheHighestValueOfEachFiveSeconds() {
    at(0, 3);
    at(1, 9);
    at(4, 2);

    assertThat(at(5, 1)).containsExactly(9.0, 1.0);
    assertThat(history.with("another", 4, START)).containsExactly(4.0);
  }

  @Test
  void forgetsWhatIsOlderThanFiveMinutes() {
    at(0, 1000);
    for (int second = 1; second < 300; second++) {
      at(second, 1);
    }

    assertThat(at(300, 2)).hasSize(History.STEPS).doesNotContain(1000.0).endsWith(1.0, 2.0);
  }

  private List<Double> at(int second, double value) {
    return history.with("a", value, START.plusSeconds(second));
  }
}
