package io.tributary.common.engine;

import static io.tributary.common.engine.WindowReaders.A;
import static io.tributary.common.engine.WindowReaders.B;
import static io.tributary.common.engine.WindowReaders.C;
import static io.tributary.common.engine.WindowReaders.D;
import static io.tributary.common.engine.WindowReaders.E;
import static io.tributary.common.engine.WindowReaders.HOUR;
import static io.tributary.common.engine.WindowReaders.next;
import static io.tributary.common.engine.WindowReaders.oldestFirst;
import static io.tributary.common.engine.WindowReaders.readAll;
import static io.tributary.common.engine.WindowReaders.readPage;
import static io.tributary.common.engine.WindowReaders.round;
import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static io.tributary.common.event.Events.many;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.vendor.SortOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowReaderTest {
  private final Checkpoint checkpoint = WindowReaders.START;

  @Test
  void handsOverEachPageOfAnOldestFirstListAsItComes() {
    var vendor = oldestFirst().page("2~", A, B, C).overlapping("", C, D);
    var round = round(vendor);

    assertThat(readPage(round)).containsExactly("a", "b", "c");
    assertThat(round.done()).isFalse();
    assertThat(readPage(round)).containsExactly("c", "d");

    assertThat(round.done()).isTrue();
    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 3 -", "08:00:00..09:00:00 3 2~");
  }

  @Test
  void leavesWhatHappensAfterTheWindowToTheNextOne() {
    var beyond = List.of(event("x", "09:00:00"), event("y", "09:00:01"));
    var vendor =
        oldestFirst().page("2~", A, B, C).page("3~", D, beyond.get(0)).page("4~", beyond.get(1));
    var round = round(vendor);

    assertThat(readAll(round)).containsExactly("a", "b", "c", "d", "x", "y");
    assertThat(vendor.asked).hasSize(3);
  }

  @Test
  void fetchesNothingWhileEnoughEventsAreWaiting() {
    var rows = Events.many("a", EmitBatcher.ENOUGH, "08:00:01").toArray(Event[]::new);
    var round = round(oldestFirst().page("2~", rows));

    round.arrived(round.fetch(), checkpoint);

    assertThat(round.reading()).isFalse();
    assertThat(next(round)).isPresent();
    assertThat(round.reading()).isTrue();
  }

  @Test
  void neverHandsOverMoreThanAnOffsetCanName() {
    var rows = Events.many("a", 10_001, "08:00:01").toArray(Event[]::new);
    var round = round(oldestFirst().page("", rows));

    round.arrived(round.fetch(), checkpoint);

    assertThat(next(round).orElseThrow()).hasSize(10_000);
    assertThat(next(round).orElseThrow()).hasSize(1);
    assertThat(round.done()).isTrue();
  }

  @Test
  void releasesAListWithoutOrderSortedOnceItsLastPageIsIn() {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN).page("3", E, A, C).page("", B, D);
    var round = round(vendor);

    assertThat(readPage(round)).isEmpty();
    assertThat(readPage(round)).containsExactly("a", "b", "c", "d", "e");
    assertThat(round.done()).isTrue();
  }

  @Test
  void collectsOnlyWhatWasNotSeenBefore() {
    var seen = checkpoint.emit(List.of(A), at("09:00:00"), Duration.ofHours(1)).after();
    var round = round(new ScriptedVendor(SortOrder.UNKNOWN).page("", B, A));

    round.arrived(round.fetch(), seen);

    assertThat(ids(next(round).orElseThrow())).containsExactly("b");
  }

  @Test
  void stopsANewestFirstListAtTheFirstRowOlderThanAskedFor() {
    var old = event("old", "07:59:59");
    var round = round(new ScriptedVendor(SortOrder.NEWEST_FIRST).page("3", C, B, old));

    assertThat(readPage(round)).containsExactly("b", "c");

    assertThat(round.done()).isTrue();
  }

  @Test
  void readsOnFromTheLastRowWhereTheServersCapBegins() {
    var vendor =
        new ScriptedVendor(SortOrder.OLDEST_FIRST, 4, true)
            .page("2~", A, B, C)
            .overlapping("3~", C, D)
            .page("", D, E);
    var round = round(vendor);

    readPage(round);
    readPage(round);
    assertThat(readPage(round)).containsExactly("d", "e");

    assertThat(vendor.asked)
        .containsExactly(
            "08:00:00..09:00:00 3 -", "08:00:00..09:00:00 2 2~", "08:00:04..09:00:00 3 -");
    assertThat(round.restarts()).isZero();
  }

  @Test
  void readsOnEarlierWhereTheRestBelowTheCapIsSmall() {
    var vendor =
        new ScriptedVendor(SortOrder.OLDEST_FIRST, 8, true)
            .page("6~", many("a", 6, "08:00:01").toArray(Event[]::new))
            .page("", event("b", "08:00:02"));
    var round = round(vendor, HOUR.withLimit(6), 1000);

    assertThat(readPage(round)).hasSize(6);
    assertThat(readPage(round)).containsExactly("b");

    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 6 -", "08:00:01..09:00:00 6 -");
  }

  @Test
  void asksForNothingBeyondTheCapBehindOneRowAlone() {
    var vendor = new ScriptedVendor(SortOrder.OLDEST_FIRST, 3, true).page("1", A).page("", B);
    var round = round(vendor);

    readPage(round);
    assertThat(readPage(round)).containsExactly("b");

    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 3 -", "08:00:00..09:00:00 2 1");
  }

  @Test
  void pagesPastTheCapWithinOneInstant() {
    var vendor =
        new ScriptedVendor(SortOrder.OLDEST_FIRST, 4, true)
            .page("2~", event("a", "08:00:00"), event("b", "08:00:00"), event("c", "08:00:00"))
            .overlapping("3~", event("c", "08:00:00"), event("d", "08:00:00"))
            .overlapping("", event("d", "08:00:00"), event("e", "08:00:00"));
    var round = round(vendor);

    readPage(round);
    readPage(round);
    assertThat(readPage(round)).containsExactly("d", "e");

    assertThat(vendor.asked).last().isEqualTo("08:00:00..09:00:00 3 3~");
  }

  @Test
  void rowsThatWereSkippedAreReadAgainFromTheTimeOfTheLastRow() {
    var vendor = oldestFirst().page("2~", A, B, C).overlapping("", D, E).page("", C, D, E);
    var round = round(vendor);

    readPage(round);
    assertThat(readPage(round)).isEmpty();
    assertThat(readPage(round)).containsExactly("c", "d", "e");

    assertThat(round.restarts()).isEqualTo(1);
    assertThat(vendor.asked).last().isEqualTo("08:00:03..09:00:00 3 -");
  }

  @Test
  void aRowThatWasPushedBackIsOnlyARepeat() {
    var vendor = oldestFirst().page("2~", A, B, C).overlapping("", B, C, D);
    var round = round(vendor);

    readPage(round);

    assertThat(readPage(round)).containsExactly("b", "c", "d");
    assertThat(round.restarts()).isZero();
  }

  @Test
  void goesOnWithWhatIsListedAfterThreeRestarts() {
    var vendor = oldestFirst();
    for (var i = 0; i < 4; i++) {
      vendor.page("2~", A, B, C).overlapping("", D, E);
    }
    var round = round(vendor);

    assertThat(readAll(round)).containsSubsequence("a", "b", "c", "d", "e");
    assertThat(round.restarts()).isEqualTo(3);
  }

  @Test
  void aListWithoutOrderMayStepBackAndKeepsEachRowOnce() {
    var vendor =
        new ScriptedVendor(SortOrder.UNKNOWN)
            .page("3", A, B, C)
            .page("0", E)
            .page("3", B, C, D)
            .page("", E);

    assertThat(readAll(round(vendor))).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void leavesTheNewestForTheNextRoundWhenTheyDoNotFit() {
    var room = 2L * A.json().length();
    var round = round(new ScriptedVendor(SortOrder.UNKNOWN).page("", C, A, B), HOUR, room);

    assertThat(readPage(round)).containsExactly("a", "b");

    assertThat(round.leftSomeOut()).isTrue();
    assertThat(round.done()).isTrue();
  }
}
