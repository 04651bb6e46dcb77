// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static io.tributary.common.paging.ListServer.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.vendor.Position;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListPagerTest {
  private final PagerRun backfill = PagerRun.byNumber(HOUR);
  private final PagerRun healed = PagerRun.byNumber(HOUR, HOUR.to(), false);

  @Test
  void aListThatFitsOnOnePageIsReadOnce() {
    var server = server(2);
    server.totals = true;

    backfill.read(server::byNumber);

    assertThat(backfill.asked).containsExactly("08:00:00 page 0 3");
  }

  @Test
  void withoutATotalAnEmptyPageIsTheLast() {
    healed.read(server(5)::byNumber);

    assertThat(healed.asked)
        .containsExactly("08:00:00 page 0 3", "08:00:00 page 1 3", "08:00:00 page 2 3");
  }

  @ParameterizedTest(name = "{0} pages and {1} rows: {2} requests")
  @CsvSource({"1,3,1", "3,3,3", "1,9,3", "3,9,3", "3,-1,3", "-1,9,3", "0,3,1"})
  void readsToTheGreaterOfTheReportedPagesAndRows(long pages, long rows, int requests) {
    var server = server(30);

    healed.read(
        (window, position) ->
            server
                .byNumber(window, position)
                .withPages(pages < 0 ? OptionalLong.empty() : OptionalLong.of(pages))
                .withTotal(rows < 0 ? OptionalLong.empty() : OptionalLong.of(rows)));

    assertThat(healed.asked).hasSize(requests);
  }

  @Test
  void ofTotalsThatAlternateTheGreatestCounts() {
    var server = server(12);

    healed.read(
        (window, position) ->
            server
                .byNumber(window, position)
                .withTotal(OptionalLong.of(position.page() % 2 == 0 ? 12 : 6)));

    assertThat(healed.read()).hasSize(12);
  }

  @Test
  void aListThatTheNextPollReadsAgainIsReadOnce() {
    var server = server(9);
    server.totals = true;

    healed.read(server::byNumber);

    assertThat(healed.asked).hasSize(3);
  }

  @Test
  void aListThatATotalProvesCompleteIsOnlyAskedForItsFirstPageAgain() {
    var server = server(9);
    server.totals = true;

    backfill.read(server::byNumber);

    assertThat(backfill.asked)
        .containsExactly(
            "08:00:00 page 0 3", "08:00:00 page 1 3", "08:00:00 page 2 3", "08:00:00 page 0 3");
    assertThat(backfill.end().moving()).isFalse();
  }

  @Test
  void aListThatIsProvenToBeginWithTheNewestIsNotAskedForItsFirstPageAgain() {
    var server = server(9);
    server.totals = true;
    var newestFirst = PagerRun.byNumber(HOUR, HOUR.from(), true);

    newestFirst.read(server::byNumber);

    assertThat(newestFirst.asked).hasSize(3);
  }

  @Test
  void aListWithoutTotalIsReadUntilTwoPassesAgree() {
    var wide = PagerRun.byNumber(HOUR.withLimit(10)).read(server(19)::byNumber);

    assertThat(wide.asked)
        .containsExactly(
            "08:00:00 page 0 10",
            "08:00:00 page 1 10",
            "08:00:00 page 2 10",
            "08:00:00 page 0 9",
            "08:00:00 page 1 9",
            "08:00:00 page 2 9",
            "08:00:00 page 3 9");
    assertThat(wide.end()).isEqualTo(new Turn.End(List.of()));
  }

  @Test
  void aFrontThatHasMovedIsReadAgain() {
    var server = server(9);
    server.totals = true;
    for (var i = 0; i < 3; i++) {
      backfill.step(server::byNumber);
    }

    server.rows.remove(0);
    server.rows.add(event("new", "08:59:00"));
    backfill.read(server::byNumber);

    assertThat(backfill.read()).contains("new");
  }

  @Test
  void rowsThatADeletedRowPullsUpAreFoundByTheNextPass() {
    var server = server(9);
    backfill.step(server::byNumber);

    server.rows.remove(0);
    backfill.read(server::byNumber);

    assertThat(backfill.read()).contains(ids(server.rows).toArray(String[]::new));
  }

  @ParameterizedTest(name = "with totals: {0}")
  @ValueSource(booleans = {true, false})
  void rowsOfEqualTimeThatChangePlacesAreFoundByLaterPasses(boolean totals) {
    for (var seed = 0; seed < 100; seed++) {
      var ties =
          IntStream.range(0, 30).mapToObj(i -> event("t" + i, "08:0" + i / 5 + ":00")).toList();
      var server = new ListServer(ties);
      server.ties.setSeed(seed);
      server.reordersTies = true;
      server.totals = totals;

      var wide = PagerRun.byNumber(HOUR.withLimit(7)).read(server::byNumber);

      assertThat(wide.read()).as("seed %d", seed).contains(ids(server.rows).toArray(String[]::new));
    }
  }

  @Test
  void aServerWithALowerLimitOfItsOwnIsReadToTheEnd() {
    var server = server(11);
    server.cap = 2;

    healed.read(server::byNumber);

    assertThat(healed.read()).hasSize(11);
  }

  @Test
  void anEmptyPageInTheMiddleIsNotTheLastWhereTheServerReportsMorePages() {
    var server = server(9);
    server.hidden.addAll(server.rows.subList(3, 6));

    healed.read(
        (window, position) -> server.byNumber(window, position).withPages(OptionalLong.of(3)));

    assertThat(healed.read()).contains("r8");
  }

  @Test
  void aPageLikeTheOneBeforeIsARepeat() {
    var server = server(9);
    server.ignoresRows = true;

    backfill.read(server::byNumber);

    assertThat(backfill.last()).isEqualTo(new Turn.Repeated(true));
    assertThat(backfill.asked).hasSize(2);
  }

  @Test
  void aPageLikeTheOneBeforeLacksRowsWhereTheTotalSaysMore() {
    var server = server(9);
    server.ignoresRows = true;
    server.totals = true;

    backfill.read(server::byNumber);

    assertThat(backfill.last()).isEqualTo(new Turn.Repeated(false));
  }

  @Test
  void aNewNumberOfRowsPerPageRenumbersThePagesAndSkipsNoRow() {
    var rows = server(40);
    var wide = PagerRun.byNumber(HOUR.withLimit(10), HOUR.to(), false);
    wide.step(rows::byNumber).step(rows::byNumber);

    wide.resized(7);
    assertThat(wide.pager().position()).isEqualTo(new Position(14, 2, Optional.empty()));
    wide.read(rows::byNumber);

    assertThat(wide.read()).contains(ids(rows.rows).toArray(String[]::new));
  }

  @Test
  void rowsThatAreReportedButNeverListedAreToldAsMissing() {
    var server = server(9);

    backfill.read(
        (window, position) -> server.byNumber(window, position).withTotal(OptionalLong.of(11)));

    assertThat(backfill.end().missing()).isEqualTo(2);
  }

  /** With each sweep it would cost seven passes, and be told as missing. */
  @Test
  void aRowThatIsInTheListTwiceIsNotMissing() {
    var server = server(40);
    server.rows.add(30, server.rows.get(5));
    server.totals = true;

    var wide = PagerRun.byNumber(HOUR.withLimit(10)).read(server::byNumber);

    assertThat(wide.end().missing()).isZero();
    assertThat(wide.asked).filteredOn(page -> page.contains("page 0 ")).hasSize(2);
    assertThat(wide.read()).containsAll(ids(server.rows));
  }

  @Test
  void aListThatNeverStopsMovingEndsAndSaysSo() {
    var server = server(9);
    var next = new int[1];

    backfill.read(
        (window, position) -> {
          server.rows.add(0, event("more" + next[0]++, "08:00:00"));
          server.rows.remove(3);
          return server.byNumber(window, position);
        });

    assertThat(backfill.end().moving()).isTrue();
  }

  static ListServer server(int rows) {
    return new ListServer(
        IntStream.range(0, rows).mapToObj(i -> event("r" + i, "08:%02d:00".formatted(i))).toList());
  }
}
