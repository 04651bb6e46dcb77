package io.tributary.common.source;

import static io.tributary.common.source.Events.many;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NumberedPagingTest {
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  private final NumberedPaging paging = new NumberedPaging(1);

  @Test
  void theFirstPageHasTheNumberTheVendorCountsFrom() {
    assertThat(paging.number(Optional.empty(), 100)).isEqualTo(1);
    assertThat(new NumberedPaging(0).number(Optional.empty(), 100)).isZero();
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
    var fromZero = new NumberedPaging(0);

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
  void aPageSizeHalvedOnTheWaySkipsNoRow() {
    assertThat(paging.number(Optional.of("300"), 50)).isEqualTo(7);
    assertThat(paging.number(Optional.of("100"), 12)).isEqualTo(9);
    assertThat(page(12, "100", 12, OptionalLong.of(50)).next()).contains("108");
  }

  @Test
  void stepsBackAsFarAsTheTotalHasShrunk() {
    var first = paging.page(rows(10), Optional.empty(), 10, UNKNOWN, OptionalLong.of(95));
    var second = paging.page(rows(10), first.next(), 10, UNKNOWN, OptionalLong.of(95));
    var third = paging.page(rows(10), second.next(), 10, UNKNOWN, OptionalLong.of(84));

    assertThat(second.next()).contains("20");
    assertThat(third.next()).contains("0");
    assertThat(third.overlaps()).isFalse();
  }

  @Test
  void goesOnWhenTheTotalShrinksAHundredTimes() {
    paging.page(rows(10), Optional.empty(), 10, UNKNOWN, OptionalLong.of(1000));
    for (var gone = 1; gone <= 100; gone++) {
      var page =
          paging.page(rows(10), Optional.of("10"), 10, UNKNOWN, OptionalLong.of(1000 - gone));
      assertThat(page.next()).contains("0");
    }

    var page = paging.page(rows(10), Optional.of("10"), 10, UNKNOWN, OptionalLong.of(800));

    assertThat(page.next()).contains("20");
  }

  private static List<Event> rows(int count) {
    return many("a", count, "08:00:00");
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
