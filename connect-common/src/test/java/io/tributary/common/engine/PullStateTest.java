// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.PullRun.A;
import static io.tributary.common.engine.PullRun.B;
import static io.tributary.common.engine.PullRun.C;
import static io.tributary.common.engine.PullRun.D;
import static io.tributary.common.engine.PullRun.E;
import static io.tributary.common.engine.PullRun.HOUR;
import static io.tributary.common.engine.PullRun.next;
import static io.tributary.common.engine.PullRun.oldestFirst;
import static io.tributary.common.engine.PullRun.proven;
import static io.tributary.common.engine.PullRun.readAll;
import static io.tributary.common.engine.PullRun.readPage;
import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static io.tributary.common.event.Events.many;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.vendor.SortOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullStateTest {
  private final Checkpoint checkpoint = PullRun.START;

  @Test
  void handsOverEachPageOfAnOldestFirstListAsItComes() {
    var vendor = oldestFirst().page("2~", A, B, C).overlapping("", C, D);
    var pull = proven(vendor);

    assertThat(readPage(pull)).containsExactly("a", "b", "c");
    assertThat(pull.done()).isFalse();
    assertThat(readPage(pull)).containsExactly("c", "d");

    assertThat(pull.done()).isTrue();
    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 3 -", "08:00:00..09:00:00 3 2~");
  }

  @Test
  void leavesWhatHappensAfterTheWindowToTheNextOne() {
    var beyond = List.of(event("x", "09:00:00"), event("y", "09:00:01"));
    var vendor =
        oldestFirst().page("2~", A, B, C).page("3~", D, beyond.get(0)).page("4~", beyond.get(1));
    var pull = proven(vendor);

    assertThat(readAll(pull)).containsExactly("a", "b", "c", "d", "x", "y");
    assertThat(vendor.asked).hasSize(3);
  }

  @Test
  void fetchesNothingWhileEnoughEventsAreWaiting() {
    var rows = Events.many("a", EmitBatcher.ENOUGH, "08:00:01").toArray(Event[]::new);
    var pull = proven(oldestFirst().page("2~", rows));

    pull.arrived(pull.fetch(), checkpoint);

    assertThat(pull.reading()).isFalse();
    assertThat(next(pull)).isPresent();
    assertThat(pull.reading()).isTrue();
  }

  @Test
  void neverHandsOverMoreThanAnOffsetCanName() {
    var rows = Events.many("a", 10_001, "08:00:01").toArray(Event[]::new);
    var pull = proven(oldestFirst().page("", rows));

    pull.arrived(pull.fetch(), checkpoint);

    assertThat(next(pull).orElseThrow()).hasSize(10_000);
    assertThat(next(pull).orElseThrow()).hasSize(1);
    assertThat(pull.done()).isTrue();
  }

  @Test
  void releasesAListWithoutOrderSortedOnceItsLastPageIsIn() {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN).page("3", E, A, C).page("", B, D);
    var pull = proven(vendor);

    assertThat(readPage(pull)).isEmpty();
    assertThat(readPage(pull)).containsExactly("a", "b", "c", "d", "e");
    assertThat(pull.done()).isTrue();
  }

  @Test
  void collectsOnlyWhatWasNotSeenBefore() {
    var seen = checkpoint.emit(List.of(A), Reach.of(at("09:00:00")), Duration.ofHours(1)).after();
    var pull = proven(new ScriptedVendor(SortOrder.UNKNOWN).page("", B, A));

    pull.arrived(pull.fetch(), seen);

    assertThat(ids(next(pull).orElseThrow())).containsExactly("b");
  }

  @Test
  void stopsANewestFirstListAtTheFirstRowOlderThanAskedFor() {
    var old = event("old", "07:59:59");
    var pull = proven(new ScriptedVendor(SortOrder.NEWEST_FIRST).page("3", C, B, old));

    assertThat(readPage(pull)).containsExactly("b", "c");

    assertThat(pull.done()).isTrue();
  }

  @Test
  void readsOnFromTheLastRowWhereTheServersCapBegins() {
    var vendor =
        new ScriptedVendor(SortOrder.OLDEST_FIRST, 4, true)
            .page("2~", A, B, C)
            .overlapping("3~", C, D)
            .page("", D, E);
    var pull = proven(vendor);

    readPage(pull);
    readPage(pull);
    assertThat(readPage(pull)).containsExactly("d", "e");

    assertThat(vendor.asked)
        .containsExactly(
            "08:00:00..09:00:00 3 -", "08:00:00..09:00:00 2 2~", "08:00:04..09:00:00 3 -");
    assertThat(pull.restarts()).isZero();
  }

  @Test
  void readsOnEarlierWhereTheRestBelowTheCapIsSmall() {
    var vendor =
        new ScriptedVendor(SortOrder.OLDEST_FIRST, 8, true)
            .page("6~", many("a", 6, "08:00:01").toArray(Event[]::new))
            .page("", event("b", "08:00:02"));
    var pull = proven(vendor, HOUR.withLimit(6), 100_000);

    assertThat(readPage(pull)).hasSize(6);
    assertThat(readPage(pull)).containsExactly("b");

    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 6 -", "08:00:01..09:00:00 6 -");
  }

  @Test
  void asksForNothingBeyondTheCapBehindOneRowAlone() {
    var vendor = new ScriptedVendor(SortOrder.OLDEST_FIRST, 3, true).page("1", A).page("", B);
    var pull = proven(vendor);

    readPage(pull);
    assertThat(readPage(pull)).containsExactly("b");

    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 3 -", "08:00:00..09:00:00 2 1");
  }

  @Test
  void pagesPastTheCapWithinOneInstant() {
    var vendor =
        new ScriptedVendor(SortOrder.OLDEST_FIRST, 4, true)
            .page("2~", event("a", "08:00:00"), event("b", "08:00:00"), event("c", "08:00:00"))
            .overlapping("3~", event("c", "08:00:00"), event("d", "08:00:00"))
            .overlapping("", event("d", "08:00:00"), event("e", "08:00:00"));
    var pull = proven(vendor);

    readPage(pull);
    readPage(pull);
    assertThat(readPage(pull)).containsExactly("d", "e");

    assertThat(vendor.asked).last().isEqualTo("08:00:00..09:00:00 3 3~");
  }

  @Test
  void rowsThatWereSkippedAreReadAgainFromTheTimeOfTheLastRow() {
    var vendor = oldestFirst().page("2~", A, B, C).overlapping("", D, E).page("", C, D, E);
    var pull = proven(vendor);

    readPage(pull);
    assertThat(readPage(pull)).isEmpty();
    assertThat(readPage(pull)).containsExactly("c", "d", "e");

    assertThat(pull.restarts()).isEqualTo(1);
    assertThat(vendor.asked).last().isEqualTo("08:00:03..09:00:00 3 -");
  }

  @Test
  void aRowThatWasPushedBackIsOnlyARepeat() {
    var vendor = oldestFirst().page("2~", A, B, C).overlapping("", B, C, D);
    var pull = proven(vendor);

    readPage(pull);

    assertThat(readPage(pull)).containsExactly("b", "c", "d");
    assertThat(pull.restarts()).isZero();
  }

  @Test
  void goesOnWithWhatIsListedAfterThreeRestarts() {
    var vendor = oldestFirst();
    for (var i = 0; i < 4; i++) {
      vendor.page("2~", A, B, C).overlapping("", D, E);
    }
    var pull = proven(vendor);

    assertThat(readAll(pull)).containsSubsequence("a", "b", "c", "d", "e");
    assertThat(pull.restarts()).isEqualTo(3);
  }

  @Test
  void aListWithoutOrderMayStepBackAndKeepsEachRowOnce() {
    var vendor =
        new ScriptedVendor(SortOrder.UNKNOWN)
            .page("3", A, B, C)
            .page("0", E)
            .page("3", B, C, D)
            .page("", E);

    assertThat(readAll(proven(vendor))).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void leavesTheNewestForTheNextRoundWhenTheyDoNotFit() {
    var room = 2 * A.weight();
    var pull = proven(new ScriptedVendor(SortOrder.UNKNOWN).page("", C, A, B), HOUR, room);

    assertThat(readPage(pull)).containsExactly("a", "b");

    assertThat(pull.leftSomeOut()).isTrue();
    assertThat(pull.done()).isTrue();
  }
}
