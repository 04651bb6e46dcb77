// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LatenessTest {
  private static final Instant NOW = Instant.parse("2026-10-02T12:00:00Z");

  private final Lateness lateness = new Lateness();

  @Test
  void tellsHowLateHalfAndNearlyAllEventsAreSeen() {
    for (var second = 1; second <= 100; second++) {
      lateness.add(NOW.minusSeconds(second), NOW);
    }

    assertThat(lateness.count()).isEqualTo(100);
    assertThat(lateness.percentile(50))
        .isBetween(Duration.ofSeconds(50), Duration.ofMillis(50_500));
    assertThat(lateness.percentile(99)).isBetween(Duration.ofSeconds(99), Duration.ofSeconds(100));
    assertThat(lateness.percentile(100))
        .isBetween(Duration.ofSeconds(100), Duration.ofSeconds(101));
  }

  @Test
  void anEventDatedAheadIsNotLate() {
    lateness.add(NOW.plusSeconds(3600), NOW);
    lateness.add(Instant.MAX, NOW);

    assertThat(lateness).hasToString("p50 0.0 s, p99 0.0 s, max 0.0 s");
  }

  @Test
  void takesAnyAge() {
    lateness.add(Instant.EPOCH, NOW);

    assertThat(lateness.percentile(100).toDays()).isGreaterThan(20_000);
  }
}
