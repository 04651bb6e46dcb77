// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RewindStateTest {
  private final RewindState rewind =
      new RewindState(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3), () -> 1.0));

  @Test
  void holdsOffsetsBackFromTheLossUntilConnectHasGoneBack() {
    assertThat(rewind.canCommit()).isTrue();

    rewind.connectionLost(0);
    assertThat(rewind.canCommit()).isFalse();
    rewind.rewound();
    rewind.seekRequested();
    assertThat(rewind.isLost()).isFalse();
    assertThat(rewind.canCommit()).isFalse();
    rewind.seekDone();
    assertThat(rewind.canCommit()).isTrue();
  }

  @Test
  void waitsLongerAfterEachFailureInARowUpToABound() {
    assertThat(rewind.connectionLost(0)).hasSeconds(1);
    assertThat(rewind.connectionLost(0)).hasSeconds(2);
    assertThat(rewind.connectionLost(0)).hasSeconds(3);
    assertThat(rewind.connectionLost(0)).hasSeconds(3);
    rewind.confirmed();
    assertThat(rewind.connectionLost(0)).hasSeconds(1);
  }

  @Test
  void tellsHowLongIsLeft() {
    assertThat(rewind.remaining(0)).isZero();
    rewind.connectionLost(5_000);

    assertThat(rewind.remaining(5_400)).hasMillis(600);
    assertThat(rewind.remaining(6_000)).isZero();
    assertThat(rewind.remaining(9_000)).isZero();
  }
}
