// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.PullRun.A;
import static io.tributary.common.engine.PullRun.B;
import static io.tributary.common.engine.PullRun.C;
import static io.tributary.common.engine.PullRun.D;
import static io.tributary.common.engine.PullRun.E;
import static io.tributary.common.engine.PullRun.proven;
import static io.tributary.common.engine.PullRun.readAll;
import static io.tributary.common.engine.PullRun.readPage;
import static io.tributary.common.engine.PullRun.unproven;
import static io.tributary.common.engine.ScriptedVendor.byCursor;
import static io.tributary.common.engine.ScriptedVendor.byNumber;
import static io.tributary.common.engine.ScriptedVendor.byTime;
import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import org.junit.jupiter.api.Test;

/** Servers that do not list rows in the order they should. */
class PullOrderTest {
  private static final Event[] NINE = {
    event("1", "08:01:00"), event("2", "08:02:00"), event("3", "08:03:00"),
    event("4", "08:04:00"), event("5", "08:05:00"), event("6", "08:06:00"),
    event("7", "08:07:00"), event("8", "08:08:00"), event("9", "08:09:00")
  };
  private static final Event TEN = event("10", "08:10:00");

  @Test
  void theFirstPageOfACursorWaitsUntilTheSecondProvesTheOrder() {
    var pull = unproven(byCursor().page("x", NINE).page("y", TEN).page("", D));

    assertThat(readPage(pull)).isEmpty();
    assertThat(readPage(pull)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    assertThat(pull.reading()).isTrue();
  }

  @Test
  void aListIsPagedByNumberUntilTheSecondPageProvesTheOrderAndThenOnByTime() {
    var vendor = byTime().page(NINE).page(TEN).page(NINE[8], TEN).page();

    assertThat(readAll(unproven(vendor))).startsWith("1", "2").endsWith("9", "9", "10");

    assertThat(vendor.asked)
        .startsWith(
            "08:00:00..09:00:00 3 row 0",
            "08:00:00..09:00:00 3 row 9",
            "08:09:00..09:00:00 3 row 0");
  }

  @Test
  void aFewStepsProveNothing() {
    var pull = unproven(byTime().page(C, D).page(E).page(A, B).page());

    assertThat(readAll(pull)).containsExactly("a", "b", "c", "d", "e");

    assertThat(pull.violations()).isEmpty();
  }

  @Test
  void pagesThatAreEachInOrderButComeNewestFirstAreCollected() {
    var vendor = byTime().page(NINE).page(A, B, C).page();

    assertThat(readAll(unproven(vendor))).startsWith("a", "b", "c", "1").endsWith("9");
  }

  @Test
  void aStepBackWithinAPageIsReportedAndTheListCollected() {
    var pull = unproven(byTime().page(E, D, C).page(B, A).page());

    assertThat(readAll(pull)).containsExactly("a", "b", "c", "d", "e");

    assertThat(pull.noticed(ProtocolViolation.ORDER)).isTrue();
  }

  @Test
  void anOrderThatBreaksLaterIsReadAgainAndCollected() {
    var vendor = byTime().page(A, B, C).page(E, D).page(C, E).page(D).page();
    var pull = proven(vendor);

    assertThat(readPage(pull)).containsExactly("a", "b", "c");
    assertThat(readPage(pull)).isEmpty();
    assertThat(readAll(pull)).containsExactly("c", "d", "e");

    assertThat(vendor.asked).element(2).isEqualTo("08:00:03..09:00:00 3 row 0");
    assertThat(pull.observed()).contains(Observation.OrderBroke.class);
  }

  @Test
  void anOrderThatBreaksBehindACursorIsReadAgainFromTheStartAndCollected() {
    var vendor = byCursor().page("x", A, B).page("y", E, D).page("x", A, B).page("", E, D, C);
    var pull = proven(vendor);

    assertThat(readPage(pull)).containsExactly("a", "b");
    assertThat(readAll(pull)).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void rowsOfOneSecondAndRowsWithoutATimeBreakNoOrder() {
    var pull =
        unproven(byTime().page(A, Events.timeless("x"), event("a2", "08:00:01")).page(B).page());

    readAll(pull);

    assertThat(pull.noticed(ProtocolViolation.ORDER)).isFalse();
  }

  @Test
  void aServerThatIgnoresTheStartIsPagedByNumberAndCollected() {
    var vendor = byTime().page(A, B, C).page(A, B, C).page(A, B, C).page(D).page();
    var pull = proven(vendor);

    assertThat(readPage(pull)).containsExactly("a", "b", "c");
    assertThat(readAll(pull)).containsExactly("a", "b", "c", "d");

    assertThat(pull.state().learned().startIgnored()).isTrue();
    assertThat(vendor.asked).last().isEqualTo("08:00:03..09:00:00 3 row 4");
  }

  @Test
  void aListThatDoesNotComeNewestFirstIsReadToItsEnd() {
    var old = event("old", "07:59:59");
    var pull = unproven(byNumber(SortOrder.NEWEST_FIRST).page(old, A, B).page(C).page());

    assertThat(readAll(pull)).containsExactly("a", "b", "c");

    assertThat(pull.noticed(ProtocolViolation.ORDER)).isTrue();
  }
}
