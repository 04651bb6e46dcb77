// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PollScheduleTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration DAY = Duration.ofDays(1);
  private final ApiException passing = failure(ApiError.SERVER_ERROR);
  private final ApiException unclear = failure(ApiError.UNREADABLE);
  private final ApiException refused = failure(ApiError.FORBIDDEN);

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
      assertThat(fail(passing).retryIn()).contains(Duration.ofSeconds(seconds));
      assertThat(schedule.untilDue(NOON)).hasSeconds(seconds);
    }
  }

  @Test
  void theServersOwnWaitCountsUpToAnHour() {
    var asked = Duration.ofMinutes(59);
    assertThat(fail(asking(ApiError.TOO_MANY_REQUESTS, asked)).retryIn()).contains(asked);
    assertThat(schedule.untilDue(NOON.plus(Duration.ofMinutes(58)))).hasMinutes(1);

    for (var tooLong : List.of(Duration.ofHours(24), Duration.ofMillis(Long.MAX_VALUE))) {
      assertThat(fail(asking(ApiError.TOO_MANY_REQUESTS, tooLong)).retryIn())
          .contains(Duration.ofHours(1));
      assertThat(schedule.untilDue(NOON)).hasHours(1);
    }
  }

  @Test
  void aPageThatArrivesEndsTheSeriesOfFailures() {
    fail(passing, 4);
    schedule.pulled(NOON, true);

    assertThat(fail(passing).inARow()).isEqualTo(1);
    schedule.pulled(NOON, true);
    assertThat(fail(passing).retryIn()).contains(Duration.ofSeconds(1));
  }

  @Test
  void whatMayPassIsTriedForAsLongAsItTakes() {
    assertThat(fail(passing, 1000).retryIn()).isPresent();
    assertThat(fail(passing).patience()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiError.class,
      names = {"UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "UNEXPECTED_STATUS", "PROXY_REFUSED"})
  void whatNeedsAnOperatorStopsAFeedThatNeverWorkedAtOnce(ApiError error) {
    fail(passing, 3);

    assertThat(fail(failure(error)).retryIn()).isEmpty();
  }

  @Test
  void whatIsUnclearStopsAFeedThatNeverWorkedTheFifthTimeInARow() {
    assertThat(fail(unclear).retryIn()).contains(Duration.ofSeconds(1));
    assertThat(fail(unclear, 3).retryIn()).as("time to pass").contains(MINUTE);
    assertThat(fail(unclear).retryIn()).isEmpty();
  }

  @Test
  void aPassingFaultBetweenTwoOthersEndsTheRow() {
    for (var i = 0; i < 10; i++) {
      assertThat(fail(unclear, 4).retryIn()).isPresent();
      assertThat(fail(passing).retryIn()).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiError.class,
      names = {"UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "UNREADABLE", "BLOCKED"})
  void r2NoNumberOfAnswersStopsAFeedThatHasWorked(ApiError error) {
    schedule.pulled(NOON, true);

    assertThat(fail(failure(error), 1000).retryIn()).isPresent();
  }

  @Test
  void r2AStoredOffsetProvesThatAFeedHasWorked() {
    var restarted = schedule("", Patience.of(DAY, true));

    var verdict = restarted.failed(NOON, 0, failure(ApiError.FORBIDDEN));

    assertThat(verdict.retryIn()).contains(Duration.ofSeconds(1));
    assertThat(verdict.patience()).contains(DAY);
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiError.class,
      names = {"UNAUTHORIZED", "FORBIDDEN", "NOT_FOUND", "UNREADABLE", "BLOCKED"})
  void r2TroubleThatLastsAsLongAsThePatienceStopsAFeedThatHasWorked(ApiError error) {
    schedule.pulled(NOON, true);
    var failure = failure(error);
    var lasted = Duration.ZERO;
    var verdict = fail(failure);
    while (verdict.retryIn().isPresent()) {
      assertThat(verdict.patience()).contains(DAY.minus(lasted));
      var wait = verdict.retryIn().orElseThrow();
      lasted = lasted.plus(wait);
      advance(wait);
      verdict = fail(failure);
    }

    assertThat(lasted).isBetween(DAY, DAY.plusHours(1));
    assertThat(verdict.patience()).contains(Duration.ZERO);
  }

  @Test
  void aPageInBetweenStartsThePatienceAnew() {
    for (var i = 0; i < 10; i++) {
      schedule.pulled(NOON, true);
      for (var hour = 0; hour < 23; hour++) {
        assertThat(fail(refused).retryIn()).isPresent();
        advance(Duration.ofHours(1));
      }
    }
  }

  @Test
  void theTimeOfAPassingFaultDoesNotCountAgainstThePatience() {
    schedule.pulled(NOON, true);
    fail(refused);
    for (var hour = 0; hour < 48; hour++) {
      advance(Duration.ofHours(1));
      assertThat(fail(passing).retryIn()).isPresent();
    }

    assertThat(fail(refused).retryIn()).isPresent();
  }

  @Test
  void aPassingFaultFromTimeToTimeDoesNotExtendThePatienceForEver() {
    schedule.pulled(NOON, true);
    var hours = 0;
    while (fail(refused).retryIn().isPresent()) {
      advance(Duration.ofHours(1));
      fail(passing);
      advance(Duration.ofHours(1));
      hours += 2;
    }

    assertThat(hours).isEqualTo(48);
  }

  @Test
  void aConnectorThatWasPausedBetweenTwoRefusalsIsNotInTroubleForThatLong() {
    schedule.pulled(NOON, true);
    fail(refused);
    advance(Duration.ofDays(30));

    assertThat(fail(refused).patience()).contains(Duration.ofHours(22));
  }

  @Test
  void withoutPatienceTheFirstRefusalStopsAFeed() {
    var impatient = schedule("", Patience.of(Duration.ZERO, true));

    assertThat(impatient.failed(NOON, 0, failure(ApiError.FORBIDDEN)).retryIn()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiError.class,
      names = {"UNAUTHORIZED", "PROXY_REFUSED"})
  void r2ARefusedLoginIsTriedEverMoreRarelyUpToOnceAnHour(ApiError error) {
    schedule.pulled(NOON, true);

    for (var seconds : new int[] {1, 60, 120, 240, 480, 960, 1920, 3600, 3600}) {
      assertThat(fail(failure(error)).retryIn()).contains(Duration.ofSeconds(seconds));
    }
  }

  @Test
  void otherFaultsBetweenRefusedLoginsDoNotMakeThemMoreFrequent() {
    schedule.pulled(NOON, true);
    var login = failure(ApiError.UNAUTHORIZED);
    fail(login, 4);
    fail(passing, 3);

    assertThat(fail(login).retryIn()).contains(Duration.ofMinutes(8));
  }

  @Test
  void aRetryAfterDoesNotMakeARefusedLoginMoreFrequent() {
    schedule.pulled(NOON, true);
    fail(failure(ApiError.UNAUTHORIZED), 3);

    var soon = fail(asking(ApiError.UNAUTHORIZED, Duration.ofSeconds(1)));
    var late = fail(asking(ApiError.UNAUTHORIZED, Duration.ofMinutes(50)));

    assertThat(soon.retryIn()).contains(Duration.ofMinutes(4));
    assertThat(late.retryIn()).contains(Duration.ofMinutes(50));
  }

  @Test
  void aRetryAfterOfNothingIsNoLeaveToHammer() {
    var wait = fail(asking(ApiError.TOO_MANY_REQUESTS, Duration.ZERO)).retryIn();

    assertThat(wait).hasValueSatisfying(w -> assertThat(w).isPositive());
  }

  @Test
  void saysOnceThatTheLongestWaitIsReached() {
    assertThat(fail(passing, 6).reachedMaxBackoff()).isFalse();
    assertThat(fail(passing).reachedMaxBackoff()).isTrue();
    assertThat(fail(passing).reachedMaxBackoff()).isFalse();
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

  private Pace.Verdict fail(ApiException failure) {
    return schedule.failed(NOON, meter.currentTimeNanos(), failure);
  }

  private Pace.Verdict fail(ApiException failure, int times) {
    for (var i = 1; i < times; i++) {
      fail(failure);
    }
    return fail(failure);
  }

  private void advance(Duration duration) {
    meter.advance(duration);
  }

  private static ApiException failure(ApiError error) {
    return new ApiException(error, "x", "y");
  }

  private static ApiException asking(ApiError error, Duration wait) {
    return new ApiException(error, error.recoverability(), wait, null, "x", "y");
  }

  private PollSchedule schedule(String limits) {
    return schedule(limits, Patience.of(DAY, false));
  }

  private PollSchedule schedule(String limits, Patience patience) {
    var noJitter = new RetryPolicy(Duration.ofSeconds(1), MINUTE, () -> 1.0);
    return new PollSchedule(MINUTE, noJitter, patience, RequestBudget.of(limits, meter));
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
