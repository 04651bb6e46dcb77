// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.PullRun.A;
import static io.tributary.common.engine.PullRun.B;
import static io.tributary.common.engine.PullRun.C;
import static io.tributary.common.engine.PullRun.D;
import static io.tributary.common.engine.PullRun.E;
import static io.tributary.common.engine.PullRun.oldestFirst;
import static io.tributary.common.engine.PullRun.proven;
import static io.tributary.common.engine.PullRun.readAll;
import static io.tributary.common.engine.PullRun.readPage;
import static io.tributary.common.engine.PullRun.unproven;
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

  @Test
  void theFirstPageWaitsUntilTheSecondProvesTheOrder() {
    var vendor = oldestFirst().page("9", NINE).page("10", event("10", "08:10:00")).page("", D);
    var pull = unproven(vendor);

    assertThat(readPage(pull)).isEmpty();
    assertThat(readPage(pull)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    assertThat(pull.reading()).isTrue();
  }

  @Test
  void aFewStepsProveNothing() {
    var vendor = oldestFirst().page("3", C, D).page("6", E).page("", A, B);

    var pull = unproven(vendor);
    assertThat(readAll(pull)).containsExactly("a", "b", "c", "d", "e");

    assertThat(pull.noticed(ProtocolViolation.ORDER)).isFalse();
  }

  @Test
  void pagesThatAreEachInOrderButComeNewestFirstAreCollected() {
    var vendor = oldestFirst().page("9", NINE).page("", A, B, C);

    assertThat(readAll(unproven(vendor))).startsWith("a", "b", "c", "1").endsWith("9");
  }

  @Test
  void aStepBackWithinAPageIsToldAndTheRoundCollected() {
    var vendor = oldestFirst().page("3", E, D, C).page("", B, A);

    var pull = unproven(vendor);
    assertThat(readAll(pull)).containsExactly("a", "b", "c", "d", "e");

    assertThat(pull.noticed(ProtocolViolation.ORDER)).isTrue();
  }

  @Test
  void anOrderThatBreaksLaterIsCollectedFromThereOn() {
    var vendor = oldestFirst().page("3", A, B).page("6", E, D).page("", C);
    var pull = proven(vendor);

    assertThat(readPage(pull)).containsExactly("a", "b");
    assertThat(readPage(pull)).isEmpty();
    assertThat(readPage(pull)).containsExactly("c", "d", "e");
  }

  @Test
  void rowsOfOneInstantAndRowsWithoutATimeBreakNoOrder() {
    var vendor =
        oldestFirst().page("3", A, Events.timeless("x"), event("a2", "08:00:01")).page("", B);

    var pull = unproven(vendor);
    readAll(pull);

    assertThat(pull.noticed(ProtocolViolation.ORDER)).isFalse();
  }

  @Test
  void aNewestFirstListIsReadToItsEndUnlessItIsOne() {
    var old = event("old", "07:59:59");
    var vendor = new ScriptedVendor(SortOrder.NEWEST_FIRST).page("3", old, A, B).page("", C);

    var pull = unproven(vendor);
    assertThat(readAll(pull)).containsExactly("a", "b", "c");

    assertThat(pull.noticed(ProtocolViolation.ORDER)).isTrue();
  }
}
