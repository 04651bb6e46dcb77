// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.SortOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListingTest {

  @Test
  void aPassOverTheWholeListShowsItsOrder() {
    assertThat(passed(up(0), up(1)).order()).isEqualTo(SortOrder.OLDEST_FIRST);
    assertThat(passed(down(1), down(0)).order()).isEqualTo(SortOrder.NEWEST_FIRST);
    assertThat(passed(up(0), down(1)).order()).isEqualTo(SortOrder.UNKNOWN);
    assertThat(passed(up(1), up(0)).order()).isEqualTo(SortOrder.UNKNOWN);
  }

  @Test
  void aShortListShowsNothingNew() {
    var short1 = up(0).subList(0, 3);

    assertThat(passed(short1).order()).isEqualTo(SortOrder.UNKNOWN);
    assertThat(passed(up(0), up(1)).atStart().with(short1).passed(3, 3).order())
        .isEqualTo(SortOrder.OLDEST_FIRST);
  }

  @Test
  void rowsOfEqualTimeAndWithoutOneShowNothing() {
    var equal = Collections.nCopies(20, event("a", "08:00:00"));

    assertThat(passed(equal).order()).isEqualTo(SortOrder.UNKNOWN);
  }

  @Test
  void oneRowInTheWrongPlaceRefutesTheOrder() {
    var newest = passed(down(1), down(0));

    assertThat(newest.withPage(down(2)).order()).isEqualTo(SortOrder.NEWEST_FIRST);
    assertThat(newest.withPage(List.of(event("a", "08:00:00"), event("b", "08:00:01"))).order())
        .isEqualTo(SortOrder.UNKNOWN);
  }

  @SafeVarargs
  private static Listing passed(List<Event>... pages) {
    var listing = Listing.UNKNOWN.atStart();
    for (var page : pages) {
      listing = listing.with(page);
    }
    return listing.passed(18, 9);
  }

  private static List<Event> up(int minute) {
    return IntStream.range(0, 9)
        .mapToObj(i -> event("p" + minute + i, "08:0%d:0%d".formatted(minute, i)))
        .toList();
  }

  private static List<Event> down(int minute) {
    var page = new ArrayList<>(up(minute));
    Collections.reverse(page);
    return page;
  }
}
