// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.SortOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A list of pages of three that comes oldest first, of which nine rows were known at first. */
class LastPagesTest {
  private static final Listing KNOWN = new Listing(SortOrder.OLDEST_FIRST, 9, 3, 0, 0, null);

  private final List<Event> rows = new ArrayList<>(rows(9));
  private final List<Long> asked = new ArrayList<>();
  private boolean totals = true;
  private int old = 9;

  @Test
  void aQuietListTakesOneRequest() {
    assertThat(read()).isEqualTo(ids(6, 9));
    assertThat(asked).containsExactly(2L);
  }

  @Test
  void newRowsAtTheEndAreReadAndThePageWhereTheyBegin() {
    rows.addAll(rows(9, 14));

    assertThat(read()).isEqualTo(ids(6, 14));
    assertThat(asked).containsExactly(2L, 3L, 4L);
  }

  @Test
  void readingGoesBackUntilAPageIsOldAndSent() {
    old = 4;

    assertThat(read()).contains("e4", "e5", "e6", "e7", "e8");
    assertThat(asked).containsExactly(2L, 1L, 0L);
  }

  @Test
  void withoutTotalsOneMoreRequestShowsTheEnd() {
    totals = false;

    assertThat(read()).isEqualTo(ids(6, 9));
    assertThat(asked).containsExactly(2L, 3L);
  }

  @Test
  void aListThatHasBecomeShorterIsReadFromItsNewEnd() {
    rows.subList(0, 5).clear();
    old = 0;

    assertThat(read()).contains("e5", "e6", "e7", "e8");
    assertThat(asked).containsExactly(2L, 1L, 0L);
  }

  @Test
  void anEmptyListEnds() {
    rows.clear();

    assertThat(read()).isEmpty();
  }

  @Test
  void aPageBehindTheEndMayBeRefused() {
    totals = false;
    var next = (Turn.Next) LastPages.of(KNOWN, 3).with(page(2), context(2));

    assertThat(next.pager().refused(true, false, context(3))).containsInstanceOf(Turn.End.class);
  }

  @Test
  void anotherPageSizeBeginsAtTheSameRows() {
    assertThat(LastPages.of(KNOWN, 3).withLimit(1).position().row()).isEqualTo(6);
    assertThat(LastPages.of(KNOWN, 3).withLimit(3).position().page()).isEqualTo(2);
  }

  @Test
  void aListOnOnePageOrOfUnknownLengthHasNoKnownEnd() {
    assertThat(LastPages.canRead(Listing.UNKNOWN, 3)).isFalse();
    assertThat(LastPages.canRead(KNOWN, 9)).isTrue();
    assertThat(LastPages.canRead(new Listing(SortOrder.OLDEST_FIRST, 3, 3, 0, 0, null), 9))
        .isFalse();
  }

  private List<String> read() {
    var read = new ArrayList<String>();
    Pager pager = LastPages.of(KNOWN, 3);
    while (true) {
      long number = pager.position().page();
      asked.add(number);
      var turn = pager.with(page(number), context(number));
      if (turn instanceof Turn.Next next) {
        next.rows().forEach(row -> read.add(row.id()));
        pager = next.pager();
      } else if (turn instanceof Turn.End end) {
        end.rows().forEach(row -> read.add(row.id()));
        return read;
      }
    }
  }

  private Page page(long number) {
    var from = (int) Math.min(3 * number, rows.size());
    var page = Page.of(rows.subList(from, Math.min(from + 3, rows.size())));
    return totals ? page.withTotal(OptionalLong.of(rows.size())) : page;
  }

  private PageContext context(long number) {
    var page = page(number).events();
    var isOld =
        !page.isEmpty()
            && page.stream().allMatch(row -> Integer.parseInt(row.id().substring(1)) < old);
    return new PageContext(
        ListServer.HOUR, ListServer.HOUR.to(), ListServer.HOUR.to(), false, isOld, false);
  }

  private static List<Event> rows(int count) {
    return rows(0, count);
  }

  private static List<Event> rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> event("e" + i, "08:%02d:00".formatted(i)))
        .toList();
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "e" + i).toList();
  }
}
