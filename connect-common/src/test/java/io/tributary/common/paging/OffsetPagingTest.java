// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.many;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.vendor.Page;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OffsetPagingTest {
  private final OffsetPaging paging = new OffsetPaging();

  @Test
  void eachPageBeginsWithTheLastRowOfTheOneBefore() {
    var first = page(10, "", 10);
    assertThat(first.overlaps()).isFalse();
    assertThat(first.next()).contains("9~");

    var second = page(10, "9~", 10);

    assertThat(OffsetPaging.offset(Optional.of("9~"))).isEqualTo(9);
    assertThat(second.overlaps()).isTrue();
    assertThat(second.next()).contains("18~");
  }

  @Test
  void aShorterPageThanAnyBeforeIsTheLast() {
    page(10, "", 10);

    assertThat(page(9, "9~", 10).next()).isEmpty();
  }

  @Test
  void anEmptyPageIsTheLast() {
    assertThat(page(0, "", 10).next()).isEmpty();
  }

  @Test
  void aServerWithALowerLimitOfItsOwnIsAskedAgain() {
    assertThat(page(5, "", 10).next()).contains("4~");
    assertThat(page(5, "4~", 10).next()).contains("8~");
    assertThat(page(3, "8~", 10).next()).isEmpty();
  }

  @Test
  void aServerThatLowersItsLimitBetweenTwoRoundsLosesNothing() {
    page(10, "", 10);
    page(4, "9~", 10);

    assertThat(page(5, "", 10).next()).contains("4~");
  }

  @Test
  void aPageOfOneRowDoesNotOverlapButGoesOn() {
    assertThat(page(1, "", 1).next()).contains("1");
    var second = page(1, "1", 1);
    assertThat(second.overlaps()).isFalse();
    assertThat(second.next()).contains("2");
    assertThat(page(0, "2", 1).next()).isEmpty();
  }

  @Test
  void aPageSizeHalvedOnTheWayKeepsItsPlace() {
    page(8, "", 8);

    var smaller = page(4, "7~", 4);

    assertThat(smaller.overlaps()).isTrue();
    assertThat(smaller.next()).contains("10~");
  }

  private Page page(int rows, String token, int limit) {
    return paging.page(
        many("a", rows, "08:00:00"), Optional.of(token).filter(t -> !t.isEmpty()), limit);
  }
}
