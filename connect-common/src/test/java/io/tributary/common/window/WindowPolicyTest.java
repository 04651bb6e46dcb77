// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.window;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.pace.Present;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A window is chosen by what was read, and no clock can skip a part of it (R1). */
class WindowPolicyTest {
  private static final Duration OVERLAP = Duration.ofMinutes(1);
  private static final Duration SETTLE = Duration.ofSeconds(30);
  private static final Duration HOUR = Duration.ofHours(1);

  private final WindowPolicy pace = new WindowPolicy(SETTLE, LookBack.over(OVERLAP), HOUR, 1000, 1);

  @Test
  void theFirstWindowBeginsAtTheStartWithoutOverlap() {
    var window =
        pace.window(
            Checkpoint.startingAt(at("00:00:00")),
            at("00:00:00"),
            Instant.MIN,
            Present.at(at("12:00:00")));

    assertThat(window).isEqualTo(new Window(at("00:00:00"), at("01:00:00"), 1000));
    assertThat(pace.nearness(window, Present.at(at("12:00:00")))).isEqualTo(Nearness.PAST);
  }

  @Test
  void nearThePresentAWindowBeginsAtTheLastEventLessTheOverlapAndEndsAtWhatHasSettled() {
    var checkpoint = readUpTo("11:50:00");

    var window =
        pace.window(checkpoint, checkpoint.since(), at("11:58:00"), Present.at(at("12:00:00")));

    assertThat(window).isEqualTo(new Window(at("11:49:00"), at("11:59:30"), 1000));
    assertThat(pace.nearness(window, Present.at(at("12:00:00")))).isEqualTo(Nearness.PRESENT);
  }

  @Test
  void anEmptyStretchIsCrossedOneWindowAtATime() {
    var checkpoint = Checkpoint.startingAt(at("00:00:00"));

    var window =
        pace.window(checkpoint, checkpoint.since(), at("03:00:00"), Present.at(at("12:00:00")));

    assertThat(window).isEqualTo(new Window(at("02:59:00"), at("04:00:00"), 1000));
  }

  @Test
  void whatWasCompletedCountsOnlyFurtherBackThanAWindow() {
    var checkpoint = Checkpoint.startingAt(at("00:00:00"));

    var window =
        pace.window(checkpoint, checkpoint.since(), at("11:59:30"), Present.at(at("12:00:00")));

    assertThat(window).isEqualTo(new Window(at("10:58:30"), at("11:59:30"), 1000));
  }

  @Test
  void aClockThatRanAheadDelaysAndDoesNotSkip() {
    var checkpoint = readUpTo("11:00:00");

    var window =
        pace.window(checkpoint, checkpoint.since(), at("20:00:00"), Present.at(at("11:10:00")));

    assertThat(window).isEqualTo(new Window(at("10:59:00"), at("11:09:30"), 1000));
  }

  @Test
  void aRewoundFeedAsksForNothingBeforeItsStart() {
    var checkpoint =
        Checkpoint.startingAt(at("08:00:00"))
            .emit(List.of(event("a", "08:00:30")), Reach.of(at("12:00:00")), LookBack.over(OVERLAP))
            .after();

    assertThat(
            pace.window(checkpoint, checkpoint.since(), Instant.MIN, Present.at(at("12:00:00")))
                .from())
        .isEqualTo(at("08:00:00"));
  }

  @Test
  void aWindowInWhichNothingHasSettledIsASecondSoThatAWrongClockIsNoticed() {
    var checkpoint = Checkpoint.startingAt(at("12:00:00"));

    assertThat(pace.window(checkpoint, checkpoint.since(), Instant.MIN, Present.at(at("12:00:30"))))
        .isEqualTo(new Window(at("12:00:00"), at("12:00:01"), 1000));
    assertThat(pace.window(checkpoint, checkpoint.since(), Instant.MIN, Present.at(at("09:00:00"))))
        .isEqualTo(new Window(at("12:00:00"), at("12:00:01"), 1000));
  }

  @Test
  void aWindowReachesUpToTheLaterClockAndSkipsNothingByIt() {
    var checkpoint = Checkpoint.startingAt(at("00:00:00"));
    var present = new Present(at("11:50:00"), at("11:50:00"), at("12:00:00"));

    var window = pace.window(checkpoint, checkpoint.since(), at("11:59:30"), present);

    assertThat(window).isEqualTo(new Window(at("10:48:30"), at("11:59:30"), 1000));
    assertThat(pace.nearness(window, present)).isEqualTo(Nearness.PRESENT);
  }

  @Test
  void withoutALongestWindowItReachesUpToNow() {
    var unbounded = new WindowPolicy(Duration.ZERO, LookBack.over(OVERLAP), Duration.ZERO, 100, 1);
    var checkpoint = Checkpoint.startingAt(at("00:00:00"));

    var window =
        unbounded.window(
            checkpoint, checkpoint.since(), at("11:00:00"), Present.at(at("12:00:00")));

    assertThat(window).isEqualTo(new Window(at("00:00:00"), at("12:00:00"), 100));
    assertThat(unbounded.nearness(window, Present.at(at("12:00:00")))).isEqualTo(Nearness.PRESENT);
  }

  private static Checkpoint readUpTo(String clock) {
    return Checkpoint.startingAt(at("00:00:00"))
        .emit(List.of(event("a", clock)), Reach.of(at("23:00:00")), LookBack.over(OVERLAP))
        .after();
  }
}
