// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearnedTest {
  private static final ServerTraits BY_TIME = server(Pagination.TIME);
  private static final Pager FIRST = CursorPager.START;
  private static final Pager SECOND = new LastPages(10, 10, 1, 1, true, false);
  private static final Learned NOTHING = Learned.nothing(SortOrder.OLDEST_FIRST);
  private static final Learned PROVEN = NOTHING.with(steps(0), FIRST).with(steps(1), SECOND);

  @Test
  void aProvenOrderStaysProvenInLaterWindows() {
    assertThat(NOTHING.pagesByTime(BY_TIME)).isFalse();
    assertThat(PROVEN.pagesByTime(BY_TIME)).isTrue();
    assertThat(PROVEN.inNextWindow().pagesByTime(BY_TIME)).isTrue();
    assertThat(PROVEN.pagesByTime(server(Pagination.NUMBER))).isFalse();
  }

  @Test
  void aContradictedOrderMayBeProvenAnewInALaterWindow() {
    var back = steps(2);
    Collections.reverse(back);
    var broken = PROVEN.with(back, SECOND);

    assertThat(broken.pagesByTime(BY_TIME)).isFalse();
    assertThat(broken.with(steps(3), FIRST).with(steps(4), SECOND).pagesByTime(BY_TIME)).isFalse();
    var next = broken.inNextWindow();
    assertThat(next.pagesByTime(BY_TIME)).isFalse();
    assertThat(next.with(steps(3), FIRST).with(steps(4), SECOND).pagesByTime(BY_TIME)).isTrue();
  }

  @Test
  void theFirstPageOfAnotherListContinuesNone() {
    assertThat(NOTHING.with(steps(0), FIRST).with(steps(1), FIRST).pagesByTime(BY_TIME)).isFalse();
    assertThat(NOTHING.with(steps(0), FIRST).inNextWindow().with(steps(1), SECOND))
        .satisfies(learned -> assertThat(learned.pagesByTime(BY_TIME)).isFalse());
  }

  @Test
  void pagesThatStepBackContinueNone() {
    assertThat(NOTHING.with(steps(1), FIRST).with(steps(0), SECOND).pagesByTime(BY_TIME)).isFalse();
  }

  @Test
  void anIgnoredStartAndViolationsAndTheSizeOutliveTheWindow() {
    var learned =
        PROVEN
            .withStartIgnored()
            .with(Set.of(ProtocolViolation.PAGING))
            .with(RequestSize.WHOLE.halved(), RequestSize.WHOLE)
            .inNextWindow();

    assertThat(learned.pagesByTime(BY_TIME)).isFalse();
    assertThat(learned.startIgnored()).isTrue();
    assertThat(learned.violations()).containsExactly(ProtocolViolation.PAGING);
    assertThat(learned.range().halvings()).isEqualTo(1);
    assertThat(learned.succeeded(0).range().halvings()).isZero();
  }

  @Test
  void twoFailuresShowThatARequestIsTooLargeUnlessManyFailByChance() {
    var learned = PROVEN;
    assertThat(learned.areNoChance(1)).isFalse();
    assertThat(learned.areNoChance(2)).isTrue();

    for (var request = 0; request < 150; request++) {
      learned = request % 2 == 0 ? learned.failed(0) : learned.succeeded(0);
    }
    assertThat(learned.areNoChance(5)).isFalse();
    assertThat(learned.areNoChance(6)).isTrue();

    for (var request = 0; request < 200; request++) {
      learned = learned.succeeded(0);
    }
    assertThat(learned.areNoChance(2)).isTrue();
  }

  @Test
  void theFailureOfALargerOrARepeatedRequestMayBeDueToItsSize() {
    var grown = PROVEN.with(RequestSize.WHOLE.halved().succeeded(false), RequestSize.WHOLE);

    assertThat(grown.failed(0).chance()).isEqualTo(ChanceFailures.NONE);
    assertThat(PROVEN.failed(1).chance()).isEqualTo(ChanceFailures.NONE);
    assertThat(PROVEN.failed(0).chance().failures()).isEqualTo(1);
  }

  private static List<Event> steps(int minute) {
    return new ArrayList<>(
        IntStream.range(0, 9)
            .mapToObj(i -> event("p" + minute + i, "08:0%d:0%d".formatted(minute, i)))
            .toList());
  }

  private static ServerTraits server(Pagination pagination) {
    return new ServerTraits(SortOrder.OLDEST_FIRST, pagination, true, true, false);
  }
}
