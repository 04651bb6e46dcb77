// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiException;
import io.tributary.devo.config.SinkConfigValidator;
import io.tributary.devo.error.SinkError;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long the sink waits and what it bears (R2). */
class TroubleTest {
  private final ApiException lost = new ApiException(SinkError.NOT_DELIVERED, "tcp://h:1", "reset");
  private final ApiException refused =
      new ApiException(SinkError.TOKEN_REFUSED, "https://h", "403");
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private final Trouble trouble =
      new Trouble(
          SinkConfigValidator.parse(
              Map.of(
                  "endpoint", "tcp://127.0.0.1:1",
                  "tag", "my.app.a",
                  "retry.backoff.ms", "1000",
                  "retry.backoff.max.ms", "8000")),
          () -> 0.999_999);

  @Test
  void theWaitBeforeTheNextConnectionGrowsUntilSomethingIsTaken() {
    assertThat(trouble.lost(lost, 0)).isNull();
    assertThat(trouble.untilConnect(0)).isEqualTo(Duration.ofSeconds(1));
    trouble.lost(lost, 10_000);
    assertThat(trouble.untilConnect(10_000)).isEqualTo(Duration.ofSeconds(2));
    assertThat(trouble.untilConnect(12_000)).isZero();

    trouble.over();

    trouble.lost(lost, 20_000);
    assertThat(trouble.untilConnect(20_000)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aLostConnectionNeverEndsTheTask() {
    for (long hour = 0; hour < 24 * 365; hour++) {
      assertThat(trouble.lost(lost, hour * HOUR)).isNull();
    }
  }

  @Test
  void aRefusalThatOnlyAnOperatorCanCureEndsAFirstStartAtOnce() {
    trouble.begins(0);

    assertThat(trouble.refused(refused, true, 0)).isSameAs(refused);
  }

  @Test
  void saysHowLongARefusalIsBorne() {
    trouble.begins(17);
    trouble.refused(refused, true, 0);
    trouble.refused(refused, true, HOUR);

    assertThat(trouble.left(refused)).isEqualTo(", for at most 82800 s more (trouble.patience.ms)");
    assertThat(trouble.left(lost)).isEmpty();
  }

  @Test
  void theSameRefusalIsBorneForADayIfTheFirstRecordShowsThatItHasWorked() {
    assertThat(trouble.begins(17)).isTrue();
    assertThat(trouble.begins(18)).isFalse();

    for (long hour = 0; hour < 24; hour++) {
      assertThat(trouble.refused(refused, true, hour * HOUR)).isNull();
    }

    assertThat(trouble.refused(refused, true, 24 * HOUR)).isSameAs(refused);
  }

  @Test
  void laterRecordsDoNotShowThatItHasWorkedBefore() {
    assertThat(trouble.begins(0)).isFalse();
    assertThat(trouble.begins(1)).isFalse();

    assertThat(trouble.refused(refused, true, 0)).isSameAs(refused);
  }

  @Test
  void aSuccessBeginsTheDayAnew() {
    trouble.begins(0);
    trouble.over();
    for (long hour = 0; hour < 100; hour++) {
      assertThat(trouble.refused(refused, true, hour * HOUR)).isNull();
      if (hour % 20 == 0) {
        trouble.over();
      }
    }
  }

  @Test
  void aRefusalOfASingleMessageEndsNothingButMakesItsNextTrialWait() {
    assertThat(trouble.refused(refused, false, 0)).isNull();

    assertThat(trouble.untilTrial(0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(trouble.untilConnect(0)).isZero();
  }

  @Test
  void aRequestThatFailedIsADelayUntilSomethingIsTaken() {
    assertThat(trouble.delayed(lost, 0)).isNull();
    assertThat(trouble.isDelayed()).isTrue();

    trouble.over();

    assertThat(trouble.isDelayed()).isFalse();
  }
}
