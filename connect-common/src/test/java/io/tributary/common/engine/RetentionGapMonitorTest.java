package io.tributary.common.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.vendor.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionGapMonitorTest {
  private static final Instant EIGHT = Instant.parse("2026-03-01T08:00:00Z");
  private static final Window WINDOW =
      new Window(EIGHT.minusSeconds(30), EIGHT.plusSeconds(3600), 100);

  private final RetentionGapMonitor check = new RetentionGapMonitor("test", false);
  private final Checkpoint seenTwo =
      Checkpoint.startingAt(EIGHT.minusSeconds(600))
          .emit(List.of(event("a", -10), event("b", 0)), WINDOW.to(), Duration.ofMinutes(1))
          .after();

  @Test
  void anOverlapInWhichNothingIsListedAnyMoreIsAGap() {
    check.opened(seenTwo, WINDOW);
    check.arrived(List.of(event("c", 60)));

    assertThat(check.finished()).isTrue();
  }

  @Test
  void oneEventThatIsListedAgainIsEnough() {
    check.opened(seenTwo, WINDOW);
    check.arrived(List.of());
    check.arrived(List.of(event("b", 0), event("c", 60)));

    assertThat(check.finished()).isFalse();
  }

  @Test
  void oneEventAsOldAsThoseIsEnoughBecauseTheyMayHaveChanged() {
    check.opened(seenTwo, WINDOW);
    check.arrived(List.of(event("b, changed", 0), event("c", 60)));

    assertThat(check.finished()).isFalse();
  }

  @Test
  void whereRowsMoveWhenTheyChangeOneThatIsGoneProvesNothing() {
    var moving = new RetentionGapMonitor("test", true);
    moving.opened(seenTwo, WINDOW);
    moving.arrived(List.of(event("b, changed", 60)));

    assertThat(moving.finished()).isFalse();
  }

  @Test
  void whereNothingWasSentNothingCanBeMissed() {
    check.opened(Checkpoint.startingAt(EIGHT), WINDOW);
    check.arrived(List.of());

    assertThat(check.finished()).isFalse();
  }

  @Test
  void eventsBeforeTheWindowAreNotExpected() {
    check.opened(seenTwo, WINDOW.startingAt(EIGHT.plusSeconds(5)));
    check.arrived(List.of());

    assertThat(check.finished()).isFalse();
  }

  private static Event event(String id, long seconds) {
    var json = ByteSlice.of(id.getBytes(StandardCharsets.UTF_8));
    return Event.of(id, EIGHT.plusSeconds(seconds), json);
  }
}
