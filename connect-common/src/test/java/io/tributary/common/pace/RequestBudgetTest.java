// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.pace.PollScheduleTest.SettableMeter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBudgetTest {
  private final SettableMeter meter = new SettableMeter();

  @ParameterizedTest
  @CsvSource({"20/1m,PT3S", "10/1s,PT0.1S", "5000/1d,PT17.28S", "1/2h,PT2H", "60/1h,PT1M"})
  void spacesRequestsEvenly(String limits, Duration spacing) {
    var budget = RequestBudget.of(limits, meter);

    assertThat(budget.reserve()).isZero();
    assertThat(budget.reserve()).isEqualTo(spacing);
    meter.advance(spacing.minusNanos(1));
    assertThat(budget.reserve()).isEqualTo(Duration.ofNanos(1));
    meter.advance(Duration.ofNanos(1));
    assertThat(budget.reserve()).isZero();
  }

  @Test
  void anIdleBudgetDoesNotSaveUpForABurst() {
    var budget = RequestBudget.of("20/1m", meter);

    meter.advance(Duration.ofHours(5));

    assertThat(budget.reserve()).isZero();
    assertThat(budget.reserve()).hasSeconds(3);
  }

  @Test
  void ofSeveralLimitsTheTightestCounts() {
    var budget = RequestBudget.of("20/1m, 6/1m ,1000/1s", meter);

    assertThat(budget.reserve()).isZero();
    assertThat(budget.reserve()).hasSeconds(10);
  }

  @Test
  void askingTakesNothingThatIsNotThere() {
    var budget = RequestBudget.of("20/1m", meter);
    budget.reserve();

    for (var i = 0; i < 10; i++) {
      assertThat(budget.reserve()).hasSeconds(3);
    }
  }

  @Test
  void aRequestThatCouldNotWaitDelaysThoseAfterIt() {
    var budget = RequestBudget.of("20/1m", meter);
    budget.reserve();
    budget.spend();

    assertThat(budget.reserve()).hasSeconds(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void anEmptyTextMeansNoLimit(String limits) {
    var budget = RequestBudget.of(limits, meter);

    for (var i = 0; i < 1000; i++) {
      assertThat(budget.reserve()).isZero();
    }
    budget.spend();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20",
        "20/m",
        "0/1m",
        "20/0m",
        "-1/1m",
        "20/1w",
        "20/1m,",
        ",",
        "20 / 1m",
        "1.5/1s",
        "1/999999d",
        "9999999999/1s"
      })
  void saysWhichLimitItCannotRead(String limits) {
    assertThatThrownBy(() -> RequestBudget.of(limits, meter))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must ");
  }

  @Test
  void theTasksOfOneCredentialShareTheirBudget() {
    var one = RequestBudget.shared("host digest-1", "1/1h");
    var same = RequestBudget.shared("host digest-1", "1/1h");
    var other = RequestBudget.shared("host digest-2", "1/1h");

    assertThat(one.reserve()).isZero();
    assertThat(same.reserve()).isPositive();
    assertThat(other.reserve()).isZero();
  }
}
