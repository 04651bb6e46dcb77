// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.PullRun.A;
import static io.tributary.common.engine.PullRun.B;
import static io.tributary.common.engine.PullRun.C;
import static io.tributary.common.engine.PullRun.D;
import static io.tributary.common.engine.PullRun.E;
import static io.tributary.common.engine.PullRun.HOUR;
import static io.tributary.common.engine.PullRun.backfill;
import static io.tributary.common.engine.PullRun.next;
import static io.tributary.common.engine.PullRun.proven;
import static io.tributary.common.engine.PullRun.readAll;
import static io.tributary.common.engine.PullRun.readPage;
import static io.tributary.common.engine.PullRun.unproven;
import static io.tributary.common.engine.ScriptedVendor.byCursor;
import static io.tributary.common.engine.ScriptedVendor.byNumber;
import static io.tributary.common.engine.ScriptedVendor.byTime;
import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.buffer.EmitBatcher;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullStateTest {
  private final Checkpoint checkpoint = PullRun.START;

  @Test
  void emitsEachPageOfAnOldestFirstListAsItArrives() {
    var vendor = byTime().page(A, B, C).page(C, D).page();
    var pull = proven(vendor);

    assertThat(readPage(pull)).containsExactly("a", "b", "c");
    assertThat(pull.done()).isFalse();
    assertThat(readPage(pull)).containsExactly("c", "d");
    assertThat(readPage(pull)).isEmpty();

    assertThat(pull.done()).isTrue();
    assertThat(vendor.asked)
        .containsExactly(
            "08:00:00..09:00:00 3 row 0",
            "08:00:03..09:00:00 3 row 0",
            "08:00:04..09:00:00 3 row 1");
  }

  @Test
  void emitsEachPageOfACursorAsItArrivesOnceTheOrderIsProven() {
    var vendor = byCursor().page("x", A, B, C).page("", D);
    var pull = proven(vendor);

    assertThat(readPage(pull)).containsExactly("a", "b", "c");
    assertThat(readPage(pull)).containsExactly("d");

    assertThat(pull.done()).isTrue();
    assertThat(vendor.asked).last().isEqualTo("08:00:00..09:00:00 3 x");
  }

  @Test
  void readsAPastWindowNoFurtherThanItsEnd() {
    var byCursor =
        byCursor().page("x", A, B, C).page("y", event("x", "09:00:00"), event("y", "09:00:01"));
    assertThat(readAll(proven(byCursor))).containsExactly("a", "b", "c", "x", "y");

    var byTime = byTime().page(A, B, C).page(C, D, event("x", "09:00:00"));
    assertThat(readAll(proven(byTime))).containsExactly("a", "b", "c", "c", "d", "x");
  }

  @Test
  void fetchesNothingWhileEnoughEventsWait() {
    var rows = Events.many("a", EmitBatcher.ENOUGH, "08:00:01").toArray(Event[]::new);
    var pull = proven(byTime().page(rows));

    pull.arrived(pull.fetch(), checkpoint);

    assertThat(pull.reading()).isFalse();
    assertThat(next(pull)).isPresent();
    assertThat(pull.reading()).isTrue();
  }

  @Test
  void neverEmitsMoreThanAnOffsetCanName() {
    var rows = Events.many("a", 10_001, "08:00:01").toArray(Event[]::new);
    var pull = proven(byCursor().page("", rows));

    pull.arrived(pull.fetch(), checkpoint);

    assertThat(next(pull).orElseThrow()).hasSize(10_000);
    assertThat(next(pull).orElseThrow()).hasSize(1);
    assertThat(pull.done()).isTrue();
  }

  @Test
  void emitsAnUnorderedListSortedOnceItsLastPageHasArrived() {
    var pull = proven(byNumber(SortOrder.UNKNOWN).page(E, A, C).page(B, D).page());

    assertThat(readPage(pull)).isEmpty();
    assertThat(readPage(pull)).isEmpty();
    assertThat(readPage(pull)).containsExactly("a", "b", "c", "d", "e");
    assertThat(pull.done()).isTrue();
  }

  @Test
  void collectsOnlyEventsThatWereNotSeenBefore() {
    var seen =
        checkpoint
            .emit(List.of(A), Reach.of(at("09:00:00")), LookBack.over(Duration.ofHours(1)))
            .after();
    var pull = proven(byNumber(SortOrder.UNKNOWN).total(2).page(B, A));

    pull.arrived(pull.fetch(), seen);

    assertThat(ids(next(pull).orElseThrow())).containsExactly("b");
  }

  @Test
  void stopsANewestFirstListAtTheFirstRowOlderThanRequested() {
    var old = event("old", "07:59:59");
    var pull = proven(byNumber(SortOrder.NEWEST_FIRST).page(C, B, old));

    assertThat(readPage(pull)).containsExactly("b", "c");

    assertThat(pull.done()).isTrue();
  }

  @Test
  void aSecondThatFillsAPageIsReadTwiceBeforeTheNextOne() {
    var burst = Events.many("b", 4, "08:00:00");
    var vendor =
        byTime()
            .page(burst.get(0), burst.get(1), burst.get(2))
            .page(burst.get(3), A)
            .page(burst.get(0), burst.get(1), burst.get(2))
            .page(burst.get(3), A)
            .page();

    assertThat(readAll(proven(vendor))).contains("b0", "b1", "b2", "b3").endsWith("a");

    assertThat(vendor.asked)
        .containsExactly(
            "08:00:00..09:00:00 3 row 0",
            "08:00:00..09:00:00 3 row 3",
            "08:00:00..09:00:00 3 row 0",
            "08:00:00..09:00:00 3 row 3",
            "08:00:01..09:00:00 3 row 1");
  }

  @Test
  void aSecondReadTwiceIsReadTwiceThoughTheLastPageLiesBeyondTheWindow() {
    var burst = Events.many("b", 3, "08:59:59");
    var beyond = event("x", "09:00:00");
    var vendor =
        byTime()
            .page(burst.get(0))
            .page(burst.get(1))
            .page(beyond)
            .page(burst.get(1))
            .page(burst.get(2))
            .page(beyond)
            .page(burst.get(0))
            .page(burst.get(1))
            .page(beyond);
    var window = new Window(at("08:59:59"), at("09:00:00"), 1);

    assertThat(readAll(proven(vendor, window, 100_000))).contains("b0", "b1", "b2");
  }

  @Test
  void aListIsReadAgainUntilAPassProvesItCompleteWhereNoPollReadsItAgain() {
    var vendor =
        byNumber(SortOrder.UNKNOWN)
            .total(5)
            .page(B, A, C)
            .total(4)
            .page(E)
            .page()
            .page(B, C, D)
            .page(E)
            .page(B, C, D);
    var pull = backfill(vendor);

    assertThat(readAll(pull)).containsExactly("a", "b", "c", "d", "e");
    assertThat(vendor.asked).hasSize(6);
  }

  @Test
  void aListThatTheNextPollReadsAgainIsReadOnce() {
    var vendor = byNumber(SortOrder.UNKNOWN).total(5).page(B, A, C).total(4).page(E).page();

    assertThat(readAll(unproven(vendor))).containsExactly("a", "b", "c", "e");
  }

  @Test
  void rowsThatAreReportedButNotListedAreObserved() {
    var vendor = byNumber(SortOrder.UNKNOWN).total(7);
    for (var pass = 0; pass < 10; pass++) {
      vendor.page(B, A, C).page(E, D).page();
    }
    var pull = backfill(vendor);

    assertThat(readAll(pull)).containsExactly("a", "b", "c", "d", "e");
    assertThat(pull.observed()).contains(Observation.RowsMissing.class);
  }

  @Test
  void leavesTheNewestToTheNextPullIfTheyDoNotFit() {
    var room = 2 * A.weight();
    var pull = proven(byNumber(SortOrder.UNKNOWN).total(3).page(C, A, B), HOUR, room);

    assertThat(readPage(pull)).containsExactly("a", "b");

    assertThat(pull.state().leftSomeOut()).isTrue();
    assertThat(pull.done()).isTrue();
  }
}
