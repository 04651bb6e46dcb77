// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.pace.PollScheduleTest.SettableMeter;
import java.time.Duration;
import java.util.List;
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
    var one = shared("host digest-1", "1/1h");
    var same = shared("host digest-1", "1/1h");
    var other = shared("host digest-2", "1/1h");

    assertThat(one.reserve()).isZero();
    assertThat(same.reserve()).isPositive();
    assertThat(other.reserve()).isZero();
  }

  @Test
  void theLimitsOfAllTasksOfOneCredentialApplyToEach() {
    var wide = shared("host digest-3", "1000/1s");
    var unlimited = shared("host digest-3", "");
    var tight = shared("host digest-3", "1/1h");

    assertThat(unlimited.reserve()).isZero();

    for (var each : List.of(wide, unlimited, tight)) {
      assertThat(each.reserve()).isGreaterThan(Duration.ofMinutes(59));
    }
  }

  @Test
  void aLimitEndsWithTheLastTaskThatHasIt() {
    var unlimited = shared("host digest-4", "");
    var one = shared("host digest-4", "1/1h");
    var two = shared("host digest-4", "1/1h");
    one.reserve();
    one.close();
    one.close();
    assertThat(unlimited.reserve()).isPositive();

    two.close();

    assertThat(unlimited.reserve()).isZero();
  }

  @Test
  void aTaskThatRestartsGetsNoSecondRequest() {
    var before = shared("host digest-5", "1/1h");
    before.reserve();
    before.close();

    assertThat(shared("host digest-5", "1/1h").reserve()).isGreaterThan(Duration.ofMinutes(59));
  }

  @Test
  void aLimitThatNobodyHasRunsIntoNoDebt() {
    var daily = shared("host digest-6", "1/1d");
    daily.close();
    var unlimited = shared("host digest-6", "");
    for (var i = 0; i < 1000; i++) {
      assertThat(unlimited.reserve()).isZero();
    }

    assertThat(shared("host digest-6", "1/1d").reserve())
        .isBetween(Duration.ofHours(23), Duration.ofHours(24));
  }

  @Test
  void r6AWaitThatAServerAskedForHoldsAllTasksOfTheCredentialUpToItsCeiling() {
    var one = shared("host digest-7", "");
    var same = shared("host digest-7", "10/1s");
    var other = shared("host digest-8", "");

    one.hold(Duration.ofDays(9999));

    assertThat(one.reserve()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    assertThat(same.reserve()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    assertThat(other.reserve()).isZero();
  }

  @Test
  void aHoldEndsWithTheLastTaskThatWaitsForIt() {
    var one = shared("host digest-9", "");
    var two = shared("host digest-9", "");
    var check = shared("host digest-9", "");
    check.hold(Duration.ofMinutes(30));
    check.close();
    one.closeAndRelease();
    assertThat(two.reserve()).isPositive();

    two.closeAndRelease();

    assertThat(shared("host digest-9", "").reserve()).isZero();
  }

  @Test
  void aHoldThatAConnectionCheckMetWaitsForTheTask() {
    var check = shared("host digest-10", "");
    check.hold(Duration.ofMinutes(30));
    check.close();

    assertThat(shared("host digest-10", "").reserve()).isPositive();
  }

  @Test
  void aShorterHoldDoesNotEndALongerOne() {
    var budget = RequestBudget.of("", meter);
    budget.hold(Duration.ofSeconds(30));
    budget.hold(Duration.ofSeconds(5));
    budget.hold(Duration.ZERO);

    assertThat(budget.reserve()).hasSeconds(30);
    meter.advance(Duration.ofSeconds(30));
    assertThat(budget.reserve()).isZero();
  }

  @Test
  void theNextRequestCanBeTakenInAdvanceUnlessItIsTooFarOff() {
    var budget = RequestBudget.of("20/1m", meter);

    assertThat(budget.reserveWithin(Duration.ofSeconds(5))).isZero();
    assertThat(budget.reserveWithin(Duration.ofSeconds(5))).hasSeconds(3);
    assertThat(budget.reserveWithin(Duration.ofSeconds(5))).hasSeconds(6);
    assertThat(budget.reserve()).as("the third was not taken").hasSeconds(6);
  }

  private static RequestBudget shared(String owner, String limits) {
    return RequestBudget.shared(owner, limits, 1, Duration.ofHours(1));
  }
}
