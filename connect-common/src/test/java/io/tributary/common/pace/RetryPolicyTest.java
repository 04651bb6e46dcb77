// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @ParameterizedTest
  @CsvSource({"1,500", "2,1000", "3,2000", "6,16000", "7,30000", "31,30000", "2147483647,30000"})
  void growsByPowersOfTwoUpToItsLimit(int attempt, long millis) {
    var half = new RetryPolicy(SECOND, MINUTE, () -> 0.5);

    assertThat(half.delayAfter(attempt)).hasMillis(millis);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void spreadsOverAllOfItsRange(long seed) {
    var random = new Random(seed);
    var policy = new RetryPolicy(SECOND, MINUTE, random::nextDouble);
    var longest = Duration.ZERO;
    var shortest = MINUTE;

    for (var i = 0; i < 2000; i++) {
      var wait = policy.delayAfter(10);
      longest = wait.compareTo(longest) > 0 ? wait : longest;
      shortest = wait.compareTo(shortest) < 0 ? wait : shortest;
    }

    assertThat(longest).isBetween(Duration.ofSeconds(59), MINUTE);
    assertThat(shortest).isLessThan(SECOND);
  }

  @Test
  void knowsWhenItHasReachedItsLimit() {
    var policy = new RetryPolicy(SECOND, MINUTE, () -> 0.0);

    assertThat(policy.atMax(6)).isFalse();
    assertThat(policy.atMax(7)).isTrue();
    assertThat(new RetryPolicy(MINUTE, MINUTE, () -> 0.0).atMax(1)).isTrue();
  }

  @Test
  void theLongestSettingsDoNotOverflow() {
    var year = Duration.ofDays(366);

    assertThat(new RetryPolicy(year, year, () -> 1.0).delayAfter(1000)).isEqualTo(year);
  }

  @Test
  void theFirstWaitIsAboveZeroAndNoLongerThanTheLongest() {
    assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, MINUTE, () -> 0.0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetryPolicy(SECOND.negated(), MINUTE, () -> 0.0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RetryPolicy(MINUTE, SECOND, () -> 0.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not 0 < PT1M <= PT1S");
  }
}
