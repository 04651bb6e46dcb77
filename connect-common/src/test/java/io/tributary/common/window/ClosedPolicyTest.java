// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.window;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.pace.Present;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClosedPolicyTest {
  private static final Duration OVERLAP = Duration.ofMinutes(1);
  private static final Duration SETTLE = Duration.ofSeconds(30);
  private static final Instant END = at("11:00:00");

  private final WindowPolicy open =
      new WindowPolicy(
          SETTLE, new LookBack(OVERLAP, Duration.ofHours(4)), Duration.ofHours(2), 1000, 1);
  private final ReadPolicy closed = new ClosedPolicy(open, END);
  private final ReadPolicy sweeps = new ClosedPolicy(new SweepPolicy(open, false), END);
  private final Checkpoint start = Checkpoint.startingAt(at("08:00:00"));

  @Test
  void noWindowReachesBeyondTheEndAndNoEventFromThereIsEmitted() {
    var present = Present.at(at("12:00:00"));

    var first = closed.window(start, start.since(), Instant.MIN, present);
    var last = closed.window(start, start.since(), at("10:00:00"), present);

    assertThat(first.to()).isEqualTo(at("10:00:00"));
    assertThat(last.to()).isEqualTo(END);
    assertThat(closed.emits(event("in", "10:59:59"), last)).isTrue();
    assertThat(closed.emits(event("out", "11:00:00"), last)).isFalse();
    assertThat(closed.nearness(last, present)).isEqualTo(Nearness.PAST);
  }

  @Test
  void nothingIsReadBeforeAllOfItIsPastByEveryClock() {
    var justNot = new Present(at("11:01:29"), at("11:40:00"), at("11:40:00"));
    var past = new Present(at("11:01:30"), at("11:40:00"), at("11:40:00"));

    assertThat(closed.hasWindow(start, Instant.MIN, justNot)).isFalse();
    assertThat(closed.hasWindow(start, Instant.MIN, past)).isTrue();
  }

  @Test
  void nothingIsLeftOnceTheEndIsReached() {
    var present = Present.at(at("12:00:00"));

    assertThat(closed.hasWindow(start, END, present)).isFalse();
    assertThat(closed.hasWindow(start.reaching(END), Instant.MIN, present)).isFalse();
  }

  @Test
  void sweepsGoOnUntilTheirHorizonHasPassedTheEnd() {
    var done = start.reaching(END);

    assertThat(sweeps.hasWindow(done, Instant.MIN, Present.at(at("14:59:59")))).isTrue();
    assertThat(sweeps.hasWindow(done, Instant.MIN, Present.at(at("15:00:00")))).isFalse();
  }
}
