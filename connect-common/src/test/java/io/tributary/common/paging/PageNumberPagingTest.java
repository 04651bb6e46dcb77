// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.many;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.vendor.Page;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PageNumberPagingTest {
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  private final PageNumberPaging paging = new PageNumberPaging(1);

  @Test
  void theFirstPageHasTheNumberTheVendorCountsFrom() {
    assertThat(paging.number(Optional.empty(), 100)).isEqualTo(1);
    assertThat(new PageNumberPaging(0).number(Optional.empty(), 100)).isZero();
  }

  @Test
  void theVendorsNumberOfPagesSaysWhichIsTheLast() {
    var first = page(100, "", 100, OptionalLong.of(2));
    assertThat(first.next()).contains("100");
    assertThat(paging.number(first.next(), 100)).isEqualTo(2);

    assertThat(page(100, "100", 100, OptionalLong.of(2)).next()).isEmpty();
    assertThat(page(0, "", 100, OptionalLong.of(0)).next()).isEmpty();
  }

  @Test
  void countsThePagesOfAVendorThatBeginsAtZero() {
    var fromZero = new PageNumberPaging(0);

    var first =
        fromZero.page(many("a", 2, "08:00:00"), Optional.empty(), 2, OptionalLong.of(2), UNKNOWN);
    var second =
        fromZero.page(many("b", 2, "08:00:00"), first.next(), 2, OptionalLong.of(2), UNKNOWN);

    assertThat(fromZero.number(first.next(), 2)).isEqualTo(1);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void aShortPageInTheMiddleIsNotTheLastWhereTheVendorSaysSo() {
    assertThat(page(40, "", 100, OptionalLong.of(3)).next()).contains("100");
  }

  @Test
  void withoutANumberOfPagesAShorterPageOrAnEmptyOneIsTheLast() {
    assertThat(page(100, "", 100, UNKNOWN).next()).contains("100");
    assertThat(page(100, "100", 100, UNKNOWN).next()).contains("200");
    assertThat(page(99, "200", 100, UNKNOWN).next()).isEmpty();
    assertThat(page(0, "200", 100, UNKNOWN).next()).isEmpty();
  }

  @Test
  void aServerWithALowerLimitOfItsOwnIsAskedAgain() {
    assertThat(page(50, "", 100, UNKNOWN).next()).contains("100");
    assertThat(page(50, "100", 100, UNKNOWN).next()).contains("200");
    assertThat(page(20, "200", 100, UNKNOWN).next()).isEmpty();
  }

  @Test
  void aServerThatLowersItsLimitBetweenTwoRoundsLosesNothing() {
    page(100, "", 100, UNKNOWN);
    page(40, "100", 100, UNKNOWN);

    assertThat(page(50, "", 100, UNKNOWN).next()).contains("100");
  }

  @Test
  void aPageSizeHalvedOnTheWaySkipsNoRow() {
    assertThat(paging.number(Optional.of("300"), 50)).isEqualTo(7);
    assertThat(paging.number(Optional.of("100"), 12)).isEqualTo(9);
    assertThat(page(12, "100", 12, OptionalLong.of(50)).next()).contains("108");
  }

  @Test
  void stepsBackAsFarAsTheTotalHasShrunk() {
    assertThat(counted("", 500)).contains("100");
    assertThat(counted("100", 500)).contains("200");
    assertThat(counted("200", 499)).contains("100");
    assertThat(counted("100", 499)).contains("200");
    assertThat(counted("200", 499)).contains("300");
    assertThat(counted("300", 399)).contains("200");
    assertThat(counted("200", 298)).contains("0");
  }

  @Test
  void theRowsThatShowAShrunkenTotalComeAgainAfterTheSkippedOnes() {
    var first = page(100, "", 100, UNKNOWN);
    assertThat(first.events()).hasSize(100);
    counted("", 500);

    var back =
        paging.page(many("b", 100, "08:00:01"), first.next(), 100, UNKNOWN, OptionalLong.of(499));

    assertThat(back.events()).isEmpty();
    assertThat(back.next()).contains("0");
  }

  @Test
  void tellsHowManyRowsThereAreByAllTheVendorSays() {
    assertThat(page(100, "", 100, UNKNOWN).total()).isZero();
    assertThat(page(100, "", 100, OptionalLong.of(2)).total()).isEqualTo(Long.MAX_VALUE);
    assertThat(totalled(101).total()).isEqualTo(101);
  }

  private Page totalled(long total) {
    return paging.page(
        many("a", 100, "08:00:00"), Optional.empty(), 100, UNKNOWN, OptionalLong.of(total));
  }

  @Test
  void aTotalThatGrowsOnlyPushesRowsBack() {
    counted("", 500);

    assertThat(counted("100", 510)).contains("200");
    assertThat(counted("200", 509)).contains("100");
  }

  @Test
  void forgetsTheTotalOfTheRoundBefore() {
    counted("", 500);
    assertThat(counted("", 100)).contains("100");
    assertThat(counted("100", 100)).contains("200");
  }

  @Test
  void doesNotStepBackForEver() {
    counted("", 5000);
    for (var total = 4999; total > 4899; total--) {
      assertThat(counted("300", total)).contains("200");
    }

    assertThat(counted("300", 4899)).contains("400");
  }

  private Optional<String> counted(String token, long total) {
    return paging
        .page(
            many("a", 100, "08:00:00"),
            Optional.of(token).filter(text -> !text.isEmpty()),
            100,
            UNKNOWN,
            OptionalLong.of(total))
        .next();
  }

  private Page page(int rows, String token, int limit, OptionalLong pages) {
    return paging.page(
        many("a", rows, "08:00:00"),
        Optional.of(token).filter(text -> !text.isEmpty()),
        limit,
        pages,
        UNKNOWN);
  }
}
