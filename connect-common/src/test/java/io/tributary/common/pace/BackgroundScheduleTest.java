// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackgroundScheduleTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private final ApiException failure = new ApiException(ApiError.SERVER_ERROR, "the server", "503");

  private final PollScheduleTest.SettableMeter meter = new PollScheduleTest.SettableMeter();

  @Test
  void theFirstSweepIsDueAtOnceAndTheNextOneIntervalAfterIt() {
    var schedule = schedule("");
    assertThat(schedule.untilDue(NOON)).isZero();

    schedule.roundStarted(NOON);
    assertThat(schedule.claim(NOON)).isZero();
    schedule.pulled(NOON.plusSeconds(5), false);

    assertThat(schedule.untilDue(NOON.plusSeconds(5))).hasSeconds(3595);
  }

  @Test
  void aSweepTakesAtMostAFifthOfTheBudget() {
    var schedule = schedule("20/1m");
    schedule.roundStarted(NOON);

    assertThat(schedule.claim(NOON)).isZero();
    schedule.pulled(NOON.plusSeconds(1), true);

    assertThat(schedule.untilDue(NOON.plusSeconds(1))).hasSeconds(14);
  }

  @Test
  void whereTheBudgetIsUsedUpTheSweepWaitsForIt() {
    var budget = RequestBudget.of("20/1m", meter);
    var schedule = BackgroundSchedule.ofSweeps(HOUR, policy(), budget);
    budget.spend();

    assertThat(schedule.claim(NOON)).hasSeconds(3);
    assertThat(schedule.untilDue(NOON)).hasSeconds(3);
  }

  @Test
  void withoutLimitsPagesFollowAtOnce() {
    var schedule = schedule("");

    assertThat(schedule.claim(NOON)).isZero();
    schedule.pulled(NOON, true);

    assertThat(schedule.untilDue(NOON)).isZero();
  }

  @Test
  void aFailureIsRetriedWithBackOffForEver() {
    var schedule = schedule("");

    for (var i = 0; i < 100; i++) {
      assertThat(schedule.failed(NOON, 0, failure).retryIn()).isPresent();
    }

    assertThat(schedule.untilDue(NOON)).hasSeconds(20);
    schedule.pulled(NOON.plusSeconds(20), true);
    assertThat(schedule.failed(NOON.plusSeconds(20), 0, failure).inARow()).isEqualTo(1);
  }

  @Test
  void aClockSetBackNeverLengthensAWait() {
    var schedule = schedule("20/1m");
    var unused = schedule.claim(NOON);

    assertThat(schedule.untilDue(NOON.minus(HOUR))).hasSeconds(15);
  }

  private BackgroundSchedule schedule(String limits) {
    return BackgroundSchedule.ofSweeps(HOUR, policy(), RequestBudget.of(limits, meter));
  }

  private static RetryPolicy policy() {
    return new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(20), () -> 1.0);
  }
}
