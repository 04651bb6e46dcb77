// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RatesTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  private final Rates rates = new Rates();

  @Test
  void forgetsWhatIsLongPast() {
    assertThat(at(0, 100)).isZero();
    assertThat(at(5, 600)).isEqualTo(100);
    assertThat(at(15, 650)).isEqualTo(5);
    assertThat(at(26, 650)).isZero();
  }

  @Test
  void beginsAnewWithItsCounter() {
    at(0, 100);

    assertThat(at(1, 3)).isZero();
    assertThat(at(2, 7)).isEqualTo(4);
  }

  private double at(int second, long value) {
    return rates.perSecond("a", value, START.plusSeconds(second));
  }
}
