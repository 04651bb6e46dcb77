// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.paging.ListPagerTest.server;
import static io.tributary.common.paging.ListServer.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Servers that refuse a page behind others, and lists that never hold still. */
class ListPagerRefusalTest {
  private final PagerRun backfill = PagerRun.byNumber(HOUR);
  private final PagerRun healed = PagerRun.byNumber(HOUR, HOUR.to(), false);

  @Test
  void theRefusalOfAFirstPageIsAFailure() {
    assertThat(healed.refused(true, true)).isFalse();
    assertThat(healed.refused(false, false)).isFalse();
  }

  @Test
  void thePageBehindAShortOneMayBeRefusedAsTheEnd() {
    healed.step(server(2)::byNumber);

    assertThat(healed.refused(false, true)).isTrue();
    assertThat(healed.isOver()).isTrue();
  }

  @Test
  void thePageBehindAFullOneMayBeTooDeepWhereAShorterRangeCanBeRequested() {
    healed.step(server(9)::byNumber);

    assertThat(healed.refused(false, true)).isFalse();
  }

  @Test
  void thePageBehindAFullOneIsTheEndWhereNoShorterRangeCanBeRequested() {
    healed.step(server(9)::byNumber);

    assertThat(healed.refused(false, false)).isTrue();
    assertThat(healed.isOver()).isTrue();
  }

  @Test
  void aPageThatDoesNotExistIsTheEnd() {
    healed.step(server(9)::byNumber);

    assertThat(healed.refused(true, true)).isTrue();
    assertThat(healed.isOver()).isTrue();
  }

  @Test
  void aRefusalEndsAPassAndNotTheListWhereRowsMayHaveBeenSkipped() {
    backfill.step(server(6)::byNumber).step(server(6)::byNumber);

    assertThat(backfill.refused(true, true)).isTrue();

    assertThat(backfill.isOver()).isFalse();
    assertThat(backfill.pager().position().isFirst()).isTrue();
  }

  @Test
  void theRefusalOfTheFirstPageThatIsAskedForOnceMoreIsAFailure() {
    var server = server(6);
    server.totals = true;
    backfill.step(server::byNumber).step(server::byNumber);

    assertThat(backfill.refused(true, true)).isFalse();
  }

  @Test
  void rowsBehindARefusedSecondPageAreMissingWhereTheTotalSaysMore() {
    var server = server(9);
    server.totals = true;

    for (var passes = 0; passes < 10 && !backfill.isOver(); passes++) {
      backfill.step(server::byNumber);
      assertThat(backfill.isOver() || backfill.refused(true, true)).isTrue();
    }

    assertThat(backfill.end().missing()).isEqualTo(6);
  }

  @Test
  void aListInAnotherOrderWithEachRequestEndsThoughItsFirstPageNeverComesAgain() {
    var server = server(30);
    server.totals = true;
    server.reordersAll = true;

    backfill.read(server::byNumber);

    assertThat(backfill.asked).hasSizeLessThan(400);
  }

  @Test
  void aServerThatIgnoresPageNumbersAndReordersRowsIsFoundOut() {
    var server = server(30);
    server.ignoresRows = true;
    server.reordersAll = true;

    backfill.read(server::byNumber);

    assertThat(backfill.isOver()).isTrue();
    assertThat(backfill.asked).hasSizeLessThan(2000);
  }
}
