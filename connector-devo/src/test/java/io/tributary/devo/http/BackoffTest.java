package io.tributary.devo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff =
      new Backoff(new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3), () -> 1.0));

  @Test
  void waitsLongerAfterEachFailureInARowUpToABound() {
    assertThat(backoff.failed(0, null, 0)).contains(Duration.ofSeconds(1));
    assertThat(backoff.failed(1_000, null, 1_000)).contains(Duration.ofSeconds(2));
    assertThat(backoff.failed(3_000, null, 3_000)).contains(Duration.ofSeconds(3));
    assertThat(backoff.failed(6_000, null, 6_000)).contains(Duration.ofSeconds(3));
    backoff.succeeded();
    assertThat(backoff.failed(9_000, null, 9_000)).contains(Duration.ofSeconds(1));
  }

  @Test
  void countsRequestsThatWereOnTheirWayTogetherAsOneFailure() {
    assertThat(backoff.failed(0, null, 100)).contains(Duration.ofSeconds(1));
    assertThat(backoff.failed(0, null, 200)).isEmpty();
    assertThat(backoff.failed(50, null, 300)).isEmpty();
    assertThat(backoff.remaining(300)).hasMillis(800);

    assertThat(backoff.failed(1_100, null, 1_200)).contains(Duration.ofSeconds(2));
  }

  @Test
  void waitsAtLeastAsLongAsItIsAsked() {
    assertThat(backoff.failed(0, Duration.ofSeconds(30), 0)).contains(Duration.ofSeconds(30));
    assertThat(backoff.failed(0, Duration.ofSeconds(40), 0)).isEmpty();
    assertThat(backoff.remaining(0)).hasSeconds(40);
    assertThat(backoff.remaining(40_000)).isZero();
  }
}
