// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.vendor.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionProbeTest {
  private static final Instant EIGHT = Instant.parse("2026-03-01T08:00:00Z");
  private static final Window WINDOW =
      new Window(EIGHT.minusSeconds(30), EIGHT.plusSeconds(3600), 100);

  private final Checkpoint seenTwo =
      Checkpoint.startingAt(EIGHT.minusSeconds(600))
          .emit(
              List.of(event("a", -10), event("b", 0)),
              Reach.of(WINDOW.to()),
              LookBack.over(Duration.ofMinutes(1)))
          .after();

  @Test
  void anOverlapInWhichNothingIsListedAnyMoreIsAGap() {
    var probe = RetentionProbe.of(seenTwo, WINDOW, false);
    probe = probe.with(List.of(event("c", 60)));

    assertThat(probe.foundGap()).isTrue();
  }

  @Test
  void oneEventThatIsListedAgainIsEnough() {
    var probe = RetentionProbe.of(seenTwo, WINDOW, false);
    probe = probe.with(List.of());
    probe = probe.with(List.of(event("b", 0), event("c", 60)));

    assertThat(probe.foundGap()).isFalse();
  }

  @Test
  void oneEventAsOldAsThoseIsEnoughBecauseTheyMayHaveChanged() {
    var probe = RetentionProbe.of(seenTwo, WINDOW, false);
    probe = probe.with(List.of(event("b, changed", 0), event("c", 60)));

    assertThat(probe.foundGap()).isFalse();
  }

  @Test
  void whereRowsMoveWhenTheyChangeOneThatIsGoneProvesNothing() {
    var probe = RetentionProbe.of(seenTwo, WINDOW, true);
    probe = probe.with(List.of(event("b, changed", 60)));

    assertThat(probe.foundGap()).isFalse();
  }

  @Test
  void whereNothingWasSentNothingCanBeMissed() {
    var probe = RetentionProbe.of(Checkpoint.startingAt(EIGHT), WINDOW, false);
    probe = probe.with(List.of());

    assertThat(probe.foundGap()).isFalse();
  }

  @Test
  void eventsBeforeTheWindowAreNotExpected() {
    var probe = RetentionProbe.of(seenTwo, WINDOW.startingAt(EIGHT.plusSeconds(5)), false);
    probe = probe.with(List.of());

    assertThat(probe.foundGap()).isFalse();
  }

  private static Event event(String id, long seconds) {
    var json = ByteSlice.of(id.getBytes(StandardCharsets.UTF_8));
    return Event.of(id, EIGHT.plusSeconds(seconds), json);
  }
}
