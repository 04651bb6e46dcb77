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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Servers that list fewer rows than requested, or not those that were requested. */
class TimePagerServersTest {
  private static final Event A = event("a", "08:00:01");
  private static final Event B = event("b", "08:00:02");
  private static final Event D = event("d", "08:00:04");

  private final PagerRun run = PagerRun.byTime(HOUR);

  @Test
  void aServerThatListsFewerRowsThanRequestedIsReadToTheEnd() {
    var rows = IntStream.range(10, 40).mapToObj(i -> event("a" + i, "08:00:" + i)).toList();
    var server = new ListServer(rows);
    server.cap = 4;

    var wide = PagerRun.byTime(HOUR.withLimit(100)).read(server::byRow);

    assertThat(wide.read()).contains(ids(rows).toArray(String[]::new));
    assertThat(wide.asked).hasSizeLessThan(20);
  }

  @Test
  void aRowDeletedWhileACappedServerIsAskedForMoreSkipsNone() {
    var server = ListServer.of(A, B, event("b2", "08:00:02"), event("b3", "08:00:02"), D);
    server.cap = 3;
    var wide = PagerRun.byTime(HOUR.withLimit(9)).step(server::byRow);

    server.rows.remove(B);
    wide.read(server::byRow);

    assertThat(wide.read()).contains("a", "b", "b2", "b3", "d");
  }

  @Test
  void aServerThatTakesRowsOffItsPagesIsReadToTheEnd() {
    var rows = IntStream.range(10, 40).mapToObj(i -> event("a" + i, "08:00:" + i)).toList();
    var server = new ListServer(rows);
    server.hidden.addAll(rows.subList(2, 4));
    server.hidden.addAll(rows.subList(8, 10));

    run.read(server::byRow);

    assertThat(run.read())
        .contains("a10", "a11", "a14", "a15", "a16", "a17")
        .contains("a20", "a39");
  }

  @Test
  void anEmptyPageOfAServerThatTakesRowsOffIsAskedBehindOnce() {
    var rows = IntStream.range(10, 22).mapToObj(i -> event("a" + i, "08:00:" + i)).toList();
    var server = new ListServer(rows);
    server.hidden.add(rows.get(1));
    server.hidden.addAll(rows.subList(4, 8));

    run.read(server::byRow);

    assertThat(run.read()).contains("a10", "a12", "a13", "a18", "a19", "a20", "a21");
  }

  @Test
  void anEmptyPageOfACappedServerThatTakesRowsOffSkipsNoRow() {
    var rows = IntStream.range(10, 40).mapToObj(i -> event("a" + i, "08:00:" + i)).toList();
    var server = new ListServer(rows);
    server.cap = 2;
    server.hidden.addAll(rows.subList(5, 7));

    var wide = PagerRun.byTime(HOUR.withLimit(10)).read(server::byRow);

    var left = new ArrayList<>(rows);
    left.removeAll(server.hidden);
    assertThat(wide.read()).contains(ids(left).toArray(String[]::new));
  }

  @Test
  void rowsBeforeTheStartShowThatTheServerIgnoresIt() {
    var server = ListServer.of(A, B, event("c", "08:10:00"), D);
    server.ignoresStart = true;

    run.read(server::byRow);

    assertThat(run.asked).hasSize(2);
    assertThat(run.last()).isEqualTo(new Turn.StartIgnored());
  }

  @Test
  void aSecondMoreThanRequestedIsNoIgnoredStart() {
    run.step((window, position) -> Page.of(List.of(event("z", "07:59:59"), A)));

    assertThat(run.isOver()).isFalse();
  }

  @Test
  void aServerThatIgnoresRowNumbersRepeatsItself() {
    var server = ListServer.of(A, B);
    server.ignoresRows = true;

    run.read(server::byRow);

    assertThat(run.last()).isEqualTo(new Turn.Repeated(true));
    assertThat(run.asked).hasSize(2);
  }

  @Test
  void aServerThatIgnoresRowNumbersWithinASecondThatFillsAPageLacksRows() {
    var server = new ListServer(many("a", 7, "08:00:01"));
    server.ignoresRows = true;

    run.read(server::byRow);

    assertThat(run.last()).isEqualTo(new Turn.Repeated(false));
  }

  @Test
  void aServerThatIgnoresRowNumbersAndReordersRowsIsFoundOut() {
    var server = new ListServer(many("a", 7, "08:00:01"));
    server.ignoresRows = true;
    server.reordersTies = true;

    run.read(server::byRow);

    assertThat(run.last()).isInstanceOf(Turn.Repeated.class);
  }
}
