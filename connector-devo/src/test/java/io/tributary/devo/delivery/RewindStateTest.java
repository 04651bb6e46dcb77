package io.tributary.devo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RewindStateTest {
  private final RewindState recovery =
      new RewindState(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3), () -> 1.0));

  @Test
  void holdsOffsetsBackFromTheLossUntilConnectHasGoneBack() {
    assertThat(recovery.offsetsHold()).isTrue();

    recovery.lost(0);
    assertThat(recovery.offsetsHold()).isFalse();
    recovery.setBack();
    recovery.seek();
    assertThat(recovery.isLost()).isFalse();
    assertThat(recovery.offsetsHold()).isFalse();
    recovery.sought();
    assertThat(recovery.offsetsHold()).isTrue();
  }

  @Test
  void waitsLongerAfterEachFailureInARowUpToABound() {
    assertThat(recovery.lost(0)).hasSeconds(1);
    assertThat(recovery.lost(0)).hasSeconds(2);
    assertThat(recovery.lost(0)).hasSeconds(3);
    assertThat(recovery.lost(0)).hasSeconds(3);
    recovery.confirmed();
    assertThat(recovery.lost(0)).hasSeconds(1);
  }

  @Test
  void tellsHowLongIsLeft() {
    assertThat(recovery.remaining(0)).isZero();
    recovery.lost(5_000);

    assertThat(recovery.remaining(5_400)).hasMillis(600);
    assertThat(recovery.remaining(6_000)).isZero();
    assertThat(recovery.remaining(9_000)).isZero();
  }
}
