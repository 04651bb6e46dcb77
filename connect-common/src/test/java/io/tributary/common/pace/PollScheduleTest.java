// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.tributary.common.error.Recoverability;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PollScheduleTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final SettableMeter meter = new SettableMeter();
  private final PollSchedule schedule = schedule("");

  @Test
  void theFirstFetchIsDueAtOnce() {
    assertThat(schedule.untilDue(NOON)).isZero();
    assertThat(schedule.claim(NOON)).isZero();
  }

  @Test
  void roundsStartOneIntervalApartHoweverLongTheyTake() {
    schedule.roundStarted(NOON);
    schedule.pulled(NOON.plusSeconds(20), false);

    assertThat(schedule.untilDue(NOON.plusSeconds(20))).hasSeconds(40);
    assertThat(schedule.untilDue(NOON.plusSeconds(59))).hasSeconds(1);
    assertThat(schedule.untilDue(NOON.plusSeconds(60))).isZero();
  }

  @Test
  void aRoundThatTookLongerThanTheIntervalIsFollowedAtOnce() {
    schedule.roundStarted(NOON);
    schedule.pulled(NOON.plusSeconds(75), false);

    assertThat(schedule.untilDue(NOON.plusSeconds(75))).isZero();
  }

  @Test
  void thePagesOfARoundFollowAtOnce() {
    schedule.roundStarted(NOON);
    schedule.pulled(NOON.plusSeconds(1), true);

    assertThat(schedule.untilDue(NOON.plusSeconds(1))).isZero();
  }

  @Test
  void aClockSetBackNeverLengthensAWait() {
    schedule.roundStarted(NOON);
    schedule.pulled(NOON, false);

    assertThat(schedule.untilDue(NOON.minus(Duration.ofDays(30)))).isEqualTo(MINUTE);
    assertThat(schedule.untilDue(NOON.minus(Duration.ofDays(30)).plus(MINUTE))).isZero();
  }

  @Test
  void aClockSetBackInARoundCostsOneIntervalAtMost() {
    schedule.roundStarted(NOON);
    schedule.pulled(NOON.minus(Duration.ofDays(1)), false);

    assertThat(schedule.untilDue(NOON.minus(Duration.ofDays(1)))).isEqualTo(MINUTE);
  }

  @Test
  void theWaitDoublesWithEachFailureUpToItsLimit() {
    var waits = new int[] {1, 2, 4, 8, 16, 32, 60, 60};
    for (var seconds : waits) {
      assertThat(schedule.failed(NOON, Recoverability.RETRY, Optional.empty()))
          .contains(Duration.ofSeconds(seconds));
      assertThat(schedule.untilDue(NOON)).hasSeconds(seconds);
    }
  }

  @Test
  void theServersOwnWaitCountsUpToAnHour() {
    var asked = Optional.of(Duration.ofMinutes(59));
    assertThat(schedule.failed(NOON, Recoverability.RETRY, asked)).isEqualTo(asked);
    assertThat(schedule.untilDue(NOON.plus(Duration.ofMinutes(58)))).hasMinutes(1);

    for (var tooLong : List.of(Duration.ofHours(24), Duration.ofMillis(Long.MAX_VALUE))) {
      assertThat(schedule.failed(NOON, Recoverability.RETRY, Optional.of(tooLong)))
          .contains(Duration.ofHours(1));
      assertThat(schedule.untilDue(NOON)).hasHours(1);
    }
  }

  @Test
  void aPageThatArrivesEndsTheSeriesOfFailures() {
    fail(Recoverability.RETRY, 4);
    schedule.pulled(NOON, true);

    assertThat(schedule.failures()).isZero();
    assertThat(schedule.failed(NOON, Recoverability.RETRY, Optional.empty()))
        .contains(Duration.ofSeconds(1));
  }

  @Test
  void whatMayPassIsTriedForAsLongAsItTakes() {
    assertThat(fail(Recoverability.RETRY, 1000)).isPresent();
  }

  @Test
  void whatNeedsAnOperatorStopsAFeedThatNeverWorkedAtOnce() {
    assertThat(fail(Recoverability.STOP, 1)).isEmpty();
  }

  @Test
  void whatNeedsAnOperatorStopsAFeedThatHasWorkedTheFifthTimeInARow() {
    schedule.pulled(NOON, true);

    assertThat(fail(Recoverability.STOP, 4)).isPresent();
    assertThat(fail(Recoverability.STOP, 1)).isEmpty();
  }

  @Test
  void whatMoreTriesWouldMakeWorseStopsAFeedThatHasWorkedAtOnce() {
    schedule.pulled(NOON, true);

    assertThat(fail(Recoverability.STOP_AT_ONCE, 1)).isEmpty();
  }

  @Test
  void theMiddleClassStopsTheFifthTimeInARow() {
    assertThat(fail(Recoverability.RETRY_FIVE_TIMES, 4)).isPresent();
    assertThat(fail(Recoverability.RETRY_FIVE_TIMES, 1)).isEmpty();
  }

  @Test
  void whatEndsATaskIsGivenTimeToPass() {
    assertThat(fail(Recoverability.RETRY_FIVE_TIMES, 1))
        .hasValueSatisfying(w -> assertThat(w).isLessThan(MINUTE));

    assertThat(fail(Recoverability.RETRY_FIVE_TIMES, 1)).contains(MINUTE);
    assertThat(fail(Recoverability.RETRY_FIVE_TIMES, 2)).contains(MINUTE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Recoverability.class,
      names = {"STOP", "RETRY_FIVE_TIMES"})
  void aPageBetweenTwoFailuresBeginsToCountAnew(Recoverability recoverability) {
    schedule.pulled(NOON, true);
    for (var i = 0; i < 10; i++) {
      assertThat(fail(recoverability, 4)).isPresent();
      schedule.pulled(NOON, true);
    }
  }

  @Test
  void aPassingFaultBetweenTwoOthersEndsTheRow() {
    for (var i = 0; i < 10; i++) {
      assertThat(fail(Recoverability.RETRY_FIVE_TIMES, 4)).isPresent();
      assertThat(fail(Recoverability.RETRY, 1)).isPresent();
    }
  }

  @Test
  void aRetryAfterOfNothingIsNoLeaveToHammer() {
    var wait = schedule.failed(NOON, Recoverability.RETRY, Optional.of(Duration.ZERO));

    assertThat(wait).hasValueSatisfying(w -> assertThat(w).isPositive());
  }

  @Test
  void saysOnceThatTheLongestWaitIsReached() {
    fail(Recoverability.RETRY, 6);
    assertThat(schedule.reachedMaxBackoff()).isFalse();
    fail(Recoverability.RETRY, 1);
    assertThat(schedule.reachedMaxBackoff()).isTrue();
    fail(Recoverability.RETRY, 1);
    assertThat(schedule.reachedMaxBackoff()).isFalse();
  }

  @Test
  void aFetchThatTheBudgetDoesNotAllowIsDueLater() {
    var limited = schedule("20/1m");
    assertThat(limited.claim(NOON)).isZero();
    limited.pulled(NOON, true);

    assertThat(limited.claim(NOON)).hasSeconds(3);
    assertThat(limited.untilDue(NOON)).hasSeconds(3);
    assertThat(limited.untilDue(NOON.plusSeconds(3))).isZero();
    meter.advance(Duration.ofSeconds(3));
    assertThat(limited.claim(NOON.plusSeconds(3))).isZero();
  }

  private Optional<Duration> fail(Recoverability recoverability, int times) {
    Optional<Duration> last = Optional.empty();
    for (var i = 0; i < times; i++) {
      last = schedule.failed(NOON, recoverability, Optional.empty());
    }
    return last;
  }

  private PollSchedule schedule(String limits) {
    var noJitter = new RetryPolicy(Duration.ofSeconds(1), MINUTE, () -> 1.0);
    return new PollSchedule(MINUTE, noJitter, RequestBudget.of(limits, meter));
  }

  /** A clock for the budget that stands still until it is moved. */
  static final class SettableMeter implements TimeMeter {
    private long nanos;

    void advance(Duration duration) {
      nanos += duration.toNanos();
    }

    @Override
    public long currentTimeNanos() {
      return nanos;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
