// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ServerClockTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final AtomicReference<Instant> local = new AtomicReference<>(NOON);
  private final ServerClock clock = new ServerClock(local::get);

  @Test
  void isOurOwnClockUntilTheFirstAnswer() {
    assertThat(clock.instant()).isEqualTo(NOON);
    assertThat(clock.skew()).isZero();
  }

  @Test
  void goesOnFromTheLastTimeTheServerTold() {
    clock.observe(NOON.minusSeconds(90));
    local.set(NOON.plusSeconds(10));

    assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(80));
    assertThat(clock.skew()).isEqualTo(Duration.ofSeconds(-90));

    clock.observe(NOON.plusSeconds(15));
    assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(15));
  }
}
