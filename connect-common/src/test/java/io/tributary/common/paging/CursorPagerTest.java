// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.paging.ListServer.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CursorPagerTest {
  private static final Event A = event("a", "08:00:01");
  private static final Event B = event("b", "08:00:02");
  private static final Event C = event("c", "08:00:03");

  private final PagerRun run = PagerRun.byCursor(HOUR);

  @Test
  void eachPageRequestsTheNextByItsCursor() {
    answered(page("x", A, B));
    answered(page("y", C));
    answered(page("", event("d", "08:00:04")));

    assertThat(run.asked).containsExactly("08:00:00 row 0 3", "08:00:00 x 3", "08:00:00 y 3");
    assertThat(run.end().missing()).isZero();
    assertThat(run.read()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void aCursorThatComesAgainIsTheEnd() {
    answered(page("x", A));
    answered(page("x", B));

    assertThat(run.end().rows()).containsExactly(B);
  }

  @Test
  void aShortOrEmptyPageWithAnotherCursorIsNotTheLast() {
    answered(page("x", A));
    answered(page("y"));

    assertThat(run.isOver()).isFalse();
  }

  @Test
  void theSameRowsUnderAnotherCursorAreARepeat() {
    answered(page("x", A, B));
    answered(page("y", A, B));

    assertThat(run.last()).isEqualTo(new Turn.Repeated(true));
  }

  @Test
  void theSameRowsLackOthersWhereTheTotalSaysMore() {
    answered(page("x", A));
    answered(page("y", A).withTotal(OptionalLong.of(3)));

    assertThat(run.last()).isEqualTo(new Turn.Repeated(false));
  }

  @Test
  void aServerThatReturnsNoCursorThoughThereAreMoreRowsDoesNotPage() {
    answered(page("", A, B).withTotal(OptionalLong.of(3)));

    assertThat(run.last()).isEqualTo(new Turn.Repeated(false));
  }

  @Test
  void aRefusedCursorIsNoEnd() {
    answered(page("x", A));

    assertThat(run.refused(true, true)).isFalse();
    assertThat(run.refused(false, false)).isFalse();
  }

  @Test
  void remembersTheNewestTimeWithinTheRange() {
    answered(page("x", B, A, event("ahead", "09:00:00")));

    assertThat(((CursorPager) run.pager()).newest()).isEqualTo(at("08:00:02"));
  }

  @Test
  void cursorsThatLeadInACircleEnd() {
    var asked = new int[1];

    run.read((window, position) -> asked[0]++ % 2 == 0 ? page("x", A) : page("y", B));

    assertThat(run.isOver()).isTrue();
  }

  @Test
  void aServerThatReturnsAnotherCursorWithEachEmptyPageEnds() {
    var asked = new int[1];

    run.read((window, position) -> page("" + asked[0]++));

    assertThat(run.isOver()).isTrue();
  }

  private void answered(Page page) {
    run.step((window, position) -> page);
  }

  private static Page page(String cursor, Event... rows) {
    return Page.of(List.of(rows))
        .withCursor(cursor.isEmpty() ? Optional.empty() : Optional.of(cursor));
  }
}
