// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static io.tributary.common.event.Events.many;
import static io.tributary.common.paging.ListServer.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimePagerTest {
  private static final Event A = event("a", "08:00:01");
  private static final Event B = event("b", "08:00:02");
  private static final Event C = event("c", "08:00:03");
  private static final Event D = event("d", "08:00:04");
  private static final Event E = event("e", "08:00:05");

  private final PagerRun run = PagerRun.byTime(HOUR);

  @Test
  void theNextPageBeginsAtTheSecondOfTheLastRow() {
    var server = ListServer.of(A, B, event("c", "08:00:03.900"), D, E);

    run.read(server::byRow);

    assertThat(run.asked)
        .containsExactly(
            "08:00:00 row 0 3", "08:00:03 row 0 3", "08:00:05 row 0 3", "08:00:05 row 1 3");
    assertThat(run.read()).containsExactly("a", "b", "c", "c", "d", "e", "e");
  }

  @Test
  void aShortPageIsFollowedByOneMoreRequestAtTheNumberOfItsRowsOfTheLastSecond() {
    var server = ListServer.of(A, B, event("b2", "08:00:02.500"));

    var wide = PagerRun.byTime(HOUR.withLimit(9)).read(server::byRow);

    assertThat(wide.asked).containsExactly("08:00:00 row 0 9", "08:00:02 row 2 9");
    assertThat(wide.end().rows()).isEmpty();
    assertThat(wide.read()).containsExactly("a", "b", "b2");
  }

  @Test
  void aListWithoutRowsIsReadInOneRequest() {
    run.read(ListServer.of()::byRow);

    assertThat(run.asked).hasSize(1);
  }

  @Test
  void theTotalEndsTheListWithoutAnotherRequest() {
    var server = ListServer.of(A, B);
    server.totals = true;

    run.read(server::byRow);

    assertThat(run.asked).hasSize(1);
  }

  @Test
  void aFullPageIsNotTheLastWhateverTheTotalSays() {
    var server = ListServer.of(A, B, C, D);

    run.read((window, position) -> server.byRow(window, position).withTotal(OptionalLong.of(1)));

    assertThat(run.read()).contains("a", "b", "c", "d");
  }

  @Test
  void aRowAtTheEndOfTheRangeEndsTheList() {
    run.step((window, position) -> Page.of(List.of(A, B, event("x", "09:00:00"))));

    assertThat(ids(run.end().rows())).containsExactly("a", "b", "x");
  }

  @Test
  void aSecondThatFillsAPageIsReadUntilAPassFindsNothingNew() {
    var server = new ListServer(many("a", 7, "08:00:00"));
    server.rows.add(B);

    run.read(server::byRow);

    assertThat(run.asked)
        .containsExactly(
            "08:00:00 row 0 3",
            "08:00:00 row 3 3",
            "08:00:00 row 6 3",
            "08:00:00 row 0 3",
            "08:00:00 row 3 3",
            "08:00:00 row 6 3",
            "08:00:02 row 1 3");
  }

  @ParameterizedTest(name = "{0} rows in pages of {1}")
  @CsvSource({"4,3", "10,4", "30,10", "100,10"})
  void rowsOfASecondThatChangePlacesWithEachRequestAreAllRead(int rows, int limit) {
    for (var seed = 0; seed < 100; seed++) {
      var server = new ListServer(many("a", rows, "08:00:01"));
      server.rows.add(B);
      server.ties.setSeed(seed);
      server.reordersTies = true;

      var limited = PagerRun.byTime(HOUR.withLimit(limit)).read(server::byRow);

      var left = new ArrayList<>(ids(server.rows));
      left.removeAll(limited.read());
      assertThat(left).as("skipped with seed %d", seed).isEmpty();
    }
  }

  @Test
  void rowsOfASecondThatAreListedTwiceDoNotKeepItFromEnding() {
    var server = new ListServer(many("a", 7, "08:00:01"));
    server.rows.addAll(many("a", 7, "08:00:01"));

    run.read(server::byRow);

    assertThat(run.last()).isInstanceOf(Turn.End.class);
    assertThat(run.asked).hasSizeLessThan(60);
  }

  @ParameterizedTest(name = "{0} rows in pages of {1}")
  @CsvSource({"4,3", "10,4", "30,10", "100,15"})
  void rowsOfTheLastSecondThatChangePlacesWithEachRequestAreAllRead(int rows, int limit) {
    for (var seed = 0; seed < 100; seed++) {
      var server = new ListServer(many("a", rows, "08:00:01"));
      server.ties.setSeed(seed);
      server.reordersTies = true;

      var limited = PagerRun.byTime(HOUR.withLimit(limit)).read(server::byRow);

      var left = new ArrayList<>(ids(server.rows));
      left.removeAll(limited.read());
      assertThat(left).as("skipped with seed %d", seed).isEmpty();
    }
  }

  @Test
  void aRowDeletedBetweenTwoPagesOfASecondSkipsNone() {
    var server = new ListServer(many("a", 4, "08:00:00"));
    server.rows.addAll(List.of(B, C));

    run.step(server::byRow);
    server.rows.remove(0);
    run.read(server::byRow);

    assertThat(run.read()).contains("a3", "b", "c");
  }

  @Test
  void aRowDeletedBeforeTheLastPageOfTheLastSecondSkipsNone() {
    var server = new ListServer(many("a", 4, "08:00:00"));

    run.step(server::byRow);
    server.rows.remove(0);
    run.read(server::byRow);

    assertThat(run.read()).contains("a3");
  }
}
