// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static io.tributary.common.event.Events.many;
import static io.tributary.common.event.Events.timeless;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** A checkpoint moves with events and never past the present (R1). */
class CheckpointTest {
  private static final Duration OVERLAP = Duration.ofSeconds(60);
  private static final Instant WINDOW_END = at("09:00:00");

  private final Checkpoint start = Checkpoint.startingAt(at("08:00:00.250"));

  @Test
  void startsAtTheWholeSecondSoThatNothingOfItIsLeftOut() {
    assertThat(start.time()).isEqualTo(at("08:00:00.250"));
    assertThat(start.since()).isEqualTo(at("08:00:00"));
    assertThat(ids(start.unseen(List.of(event("a", "08:00:00.100"))))).containsExactly("a");
  }

  @Test
  void coversEventsItHasSeenAtTheVeryInstant() {
    var seen = event("a", "08:15:42");

    var after = start.emit(List.of(seen), Reach.of(WINDOW_END), LookBack.over(OVERLAP)).after();

    assertThat(ids(after.unseen(List.of(seen, event("b", "08:15:42"))))).containsExactly("b");
  }

  @Test
  void takesALateEventWithinTheOverlapAndNoneBeforeIt() {
    var after =
        start
            .emit(List.of(event("a", "08:15:42.9")), Reach.of(WINDOW_END), LookBack.over(OVERLAP))
            .after();

    assertThat(after.since()).isEqualTo(at("08:14:42"));
    assertThat(ids(after.unseen(List.of(event("old", "08:14:41.999"), event("late", "08:14:42")))))
        .containsExactly("late");
  }

  @Test
  void emitsARowThatIsListedTwiceOnOnePageOnce() {
    var twice = List.of(event("a", "08:15:42"), event("b", "08:15:42"), event("a", "08:15:42"));

    assertThat(ids(start.unseen(twice))).containsExactly("a", "b");
  }

  @Test
  void doesNotMoveBackForALateEvent() {
    var after =
        start
            .emit(List.of(event("a", "08:15:42")), Reach.of(WINDOW_END), LookBack.over(OVERLAP))
            .after();

    var later =
        after
            .emit(List.of(event("late", "08:15:00")), Reach.of(WINDOW_END), LookBack.over(OVERLAP))
            .after();

    assertThat(later.time()).isEqualTo(at("08:15:42"));
    assertThat(later.since()).isEqualTo(at("08:14:42"));
    assertThat(later.seen().size()).isEqualTo(2);
  }

  @Test
  void sinceNeverFallsBehindTheStart() {
    var after =
        start
            .emit(List.of(event("a", "08:00:10")), Reach.of(WINDOW_END), LookBack.over(OVERLAP))
            .after();

    assertThat(after.since()).isEqualTo(at("08:00:00"));
  }

  @Test
  void anEventDatedAheadIsRememberedAndMovesTimeNoFurtherThanTheWindowsEnd() {
    var ahead = event("ahead", "23:00:00");

    var after = start.emit(List.of(ahead), Reach.of(WINDOW_END), LookBack.over(OVERLAP)).after();

    assertThat(after.time()).isEqualTo(WINDOW_END);
    assertThat(after.unseen(List.of(ahead))).isEmpty();
    var muchLater =
        after
            .emit(List.of(event("b", "10:00:00")), Reach.of(at("11:00:00")), LookBack.over(OVERLAP))
            .after();
    assertThat(muchLater.unseen(List.of(ahead))).isEmpty();
  }

  @Test
  void anEventWithoutATimeIsEmittedOnceAndMovesNothing() {
    var unknown = timeless("t");

    assertThat(start.unseen(List.of(unknown))).hasSize(1);
    var after = start.emit(List.of(unknown), Reach.of(WINDOW_END), LookBack.over(OVERLAP)).after();

    assertThat(after.time()).isEqualTo(start.time());
    assertThat(after.unseen(List.of(unknown))).isEmpty();
  }

  @Test
  void anEventWithoutATimeCountsAsOfTheWindowsEndAndIsForgottenAfterTheOverlap() {
    var unknown = timeless("t");
    var after = start.emit(List.of(unknown), Reach.of(WINDOW_END), LookBack.over(OVERLAP)).after();

    var within =
        after
            .emit(List.of(event("b", "09:01:00")), Reach.of(at("10:00:00")), LookBack.over(OVERLAP))
            .after();
    assertThat(within.unseen(List.of(unknown))).isEmpty();
    var beyond =
        after
            .emit(List.of(event("b", "09:01:01")), Reach.of(at("10:00:00")), LookBack.over(OVERLAP))
            .after();
    assertThat(beyond.unseen(List.of(unknown))).hasSize(1);
  }

  @Test
  void aDigestMetAgainIsRememberedForLonger() {
    var unknown = timeless("t");
    var after = start.emit(List.of(unknown), Reach.of(WINDOW_END), LookBack.over(OVERLAP)).after();

    var renewed =
        after.renewed(List.of(unknown, event("new", "09:20:00")), Reach.of(at("09:30:00")));

    assertThat(renewed.seen().size()).isEqualTo(1);
    var beyond =
        renewed
            .emit(List.of(event("b", "09:20:00")), Reach.of(at("10:00:00")), LookBack.over(OVERLAP))
            .after();
    assertThat(beyond.unseen(List.of(unknown))).isEmpty();
  }

  @Test
  void forgetsWhatLiesBeforeTheOverlap() {
    var first =
        start
            .emit(many("a", 100, "08:10:00"), Reach.of(WINDOW_END), LookBack.over(OVERLAP))
            .after();
    assertThat(first.seen().size()).isEqualTo(100);

    var second =
        first
            .emit(List.of(event("b", "08:11:01")), Reach.of(WINDOW_END), LookBack.over(OVERLAP))
            .after();

    assertThat(second.seen().size()).isEqualTo(1);
  }

  @Test
  void withRoomToSpareChangesNothing() {
    var full =
        start
            .emit(many("a", 20_000, "08:10:00"), Reach.of(WINDOW_END), LookBack.over(OVERLAP))
            .after();

    assertThat(full.withRoomFor(10_000)).isSameAs(full);
  }

  @Test
  void shrinksTheOverlapWhenTheIdsWouldNotFit() {
    var old =
        start
            .emit(many("a", 15_000, "08:10:00"), Reach.of(WINDOW_END), LookBack.over(OVERLAP))
            .after();
    var full =
        old.emit(many("b", 15_000, "08:10:30"), Reach.of(WINDOW_END), LookBack.over(OVERLAP))
            .after();
    assertThat(full.since()).isEqualTo(at("08:09:30"));

    var roomy = full.withRoomFor(1);

    assertThat(roomy.since()).isEqualTo(at("08:10:01"));
    assertThat(roomy.time()).isEqualTo(at("08:10:30"));
    assertThat(roomy.seen().size()).isEqualTo(15_000);
  }

  @Test
  void neverForgetsWhatHappenedAtItsOwnSecond() {
    var full =
        start
            .emit(
                many("a", SeenIds.MOST, "08:10:00.500"),
                Reach.of(WINDOW_END),
                LookBack.over(OVERLAP))
            .after();

    assertThat(full.withRoomFor(0)).isSameAs(full);
    assertThatThrownBy(() -> full.withRoomFor(1))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(
            "SetupError 720: More than 30000 events share the second 2026-03-01T08:10:00Z");
  }
}
