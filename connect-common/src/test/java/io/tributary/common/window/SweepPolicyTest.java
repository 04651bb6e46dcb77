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

class SweepPolicyTest {
  private static final LookBack LOOK_BACK =
      new LookBack(Duration.ofMinutes(1), Duration.ofHours(4));
  private static final Present NOON = Present.at(at("12:00:00"));

  private final WindowPolicy polls =
      new WindowPolicy(Duration.ofSeconds(30), LOOK_BACK, Duration.ZERO, 1000, 1);
  private final SweepPolicy sweeps = new SweepPolicy(polls, false);
  private final Checkpoint checkpoint =
      Checkpoint.startingAt(at("06:00:00"))
          .emit(List.of(event("a", "11:55:00")), Reach.of(at("12:00:00")), LOOK_BACK)
          .after();

  @Test
  void aSweepReadsWhatIsRememberedAndThePollsNoLongerRead() {
    var window = sweeps.window(checkpoint, Instant.MIN, Instant.MIN, NOON);

    assertThat(window).isEqualTo(new Window(at("08:00:00"), at("11:58:30"), 1000));
    assertThat(sweeps.emits(event("late", "11:58:29"), window)).isTrue();
    assertThat(sweeps.emits(event("new", "11:58:30"), window)).isFalse();
  }

  @Test
  void onlyASweepThatIsToProveSomethingReadsAListUntilNothingCanBeMissing() {
    var window = sweeps.window(checkpoint, Instant.MIN, Instant.MIN, NOON);
    var proving = new SweepPolicy(polls, true);

    assertThat(sweeps.readAgainUntil(checkpoint.time(), window, Nearness.PAST))
        .isEqualTo(Instant.MAX);
    assertThat(proving.readAgainUntil(checkpoint.time(), window, Nearness.PAST))
        .isEqualTo(Instant.MIN);
  }

  @Test
  void aFeedThatHasJustBegunHasNothingToSweep() {
    var fresh = Checkpoint.startingAt(at("11:59:00"));

    assertThat(sweeps.hasWindow(fresh, Instant.MIN, NOON)).isFalse();
    assertThat(sweeps.hasWindow(checkpoint, Instant.MIN, NOON)).isTrue();
  }

  @Test
  void aSweepNeverMovesTheTimeOfTheCheckpoint() {
    var window = sweeps.window(checkpoint, Instant.MIN, Instant.MIN, NOON);
    var reach = sweeps.reach(checkpoint, window, NOON);

    var after = checkpoint.emit(List.of(event("late", "11:57:00")), reach, LOOK_BACK).after();

    assertThat(after.time()).isEqualTo(checkpoint.time());
    assertThat(after.unseen(List.of(event("late", "11:57:00")))).isEmpty();
  }

  @Test
  void aBackfillCarriesNoDeepMemory() {
    var behind =
        Checkpoint.startingAt(at("01:00:00"))
            .emit(List.of(event("a", "02:00:00")), Reach.of(at("12:00:00")), LOOK_BACK)
            .after();

    assertThat(behind.since()).isEqualTo(at("01:59:00"));
  }
}
