// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final RetryPolicy POLICY =
      new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3), () -> 1.0);

  private Backoff backoff = Backoff.none(POLICY);

  @Test
  void waitsLongerAfterEachFailureInARowUpToABound() {
    assertThat(backoff.remaining(0)).isZero();
    assertThat(failed(0)).hasSeconds(1);
    assertThat(failed(1_000)).hasSeconds(2);
    assertThat(failed(3_000)).hasSeconds(3);
    assertThat(failed(6_000)).hasSeconds(3);
    backoff = backoff.succeeded();
    assertThat(failed(9_000)).hasSeconds(1);
  }

  @Test
  void countsAttemptsThatWereInProgressTogetherAsOneFailure() {
    assertThat(backoff.isAnother(0)).isTrue();
    backoff = backoff.failed(100);

    assertThat(backoff.isAnother(0)).isFalse();
    assertThat(backoff.isAnother(50)).isFalse();
    assertThat(backoff.remaining(300)).hasMillis(800);
    assertThat(backoff.isAnother(1_100)).isTrue();
    assertThat(failed(1_200)).hasSeconds(2);
  }

  @Test
  void waitsAtLeastAsLongAsItIsAsked() {
    backoff = backoff.failed(0).atLeast(Duration.ofSeconds(30), 0);
    assertThat(backoff.remaining(0)).hasSeconds(30);
    backoff = backoff.atLeast(Duration.ofSeconds(40), 0).atLeast(Duration.ofSeconds(5), 0);

    assertThat(backoff.remaining(0)).hasSeconds(40);
    assertThat(backoff.remaining(40_000)).isZero();
  }

  @Test
  void noRequestedWaitIsLongerThanItsLimit() {
    backoff = backoff.atLeast(Duration.ofMillis(Long.MAX_VALUE), 7);

    assertThat(backoff.remaining(7)).hasHours(1);
  }

  @Test
  void aSuccessDoesNotCutAWaitShort() {
    backoff = backoff.failed(0).succeeded();

    assertThat(backoff.remaining(400)).hasMillis(600);
  }

  @Test
  void cannotHaveFailedLessThanNever() {
    assertThatThrownBy(() -> new Backoff(POLICY, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Duration failed(long now) {
    backoff = backoff.failed(now);
    return backoff.remaining(now);
  }
}
