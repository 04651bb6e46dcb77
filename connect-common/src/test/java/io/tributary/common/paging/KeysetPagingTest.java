// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.paging.KeysetPaging.Place;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeysetPagingTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final OptionalLong UNKNOWN = OptionalLong.empty();

  private final KeysetPaging paging = new KeysetPaging();
  private final Window window = new Window(START, START.plusSeconds(3600), 10);

  @Test
  void beginsAtTheSecondOfTheStart() {
    var within = new Window(START.plusMillis(900), START.plusSeconds(9), 10);

    assertThat(KeysetPaging.place(within, Optional.empty())).isEqualTo(new Place(START, 0));
  }

  @Test
  void moveOnlyAfterASecondPageHasProvenTheOrder() {
    var first = paging.page(from(0), window, Optional.empty(), OptionalLong.of(30));
    var second = paging.page(from(9), window, first.next(), OptionalLong.of(30));

    assertThat(place(first)).isEqualTo(new Place(START, 9));
    assertThat(first.overlaps()).isFalse();
    assertThat(second.overlaps()).isTrue();
    assertThat(place(second)).isEqualTo(new Place(START.plusSeconds(18), 0));
  }

  @Test
  void pagesWhoseBlocksComeNewestFirstAreReadByRowNumbers() {
    var first = paging.page(from(20), window, Optional.empty(), UNKNOWN);
    var second = paging.page(from(10), window, first.next(), UNKNOWN);
    var third = paging.page(from(0), window, second.next(), UNKNOWN);

    assertThat(place(third)).isEqualTo(new Place(START, 27));
  }

  @Test
  void rowsOfOneSecondAreReadByRowNumbersThatOverlap() {
    var second = proven();
    var burst = rows(18, 18, 18, 18, 18, 18, 18, 18, 18, 18);

    var third = paging.page(burst, window, second.next(), UNKNOWN);
    var fourth = paging.page(burst, window, third.next(), UNKNOWN);

    assertThat(third.overlaps()).isFalse();
    assertThat(place(third)).isEqualTo(new Place(START.plusSeconds(18), 9));
    assertThat(fourth.overlaps()).isTrue();
    assertThat(place(fourth)).isEqualTo(new Place(START.plusSeconds(18), 18));
  }

  @Test
  void aPageThatIsAllOfOneLaterSecondIsNotAskedForAgain() {
    var second = proven();
    var burst = rows(25, 25, 25, 25, 25, 25, 25, 25, 25, 25);

    var third = paging.page(burst, window, second.next(), UNKNOWN);

    assertThat(place(third)).isEqualTo(new Place(START.plusSeconds(18), 9));
  }

  @Test
  void rowsThatSlipBeforeTheSecondPageAreReadWhereTheFirstOneEnded() {
    var first = paging.page(from(0), window, Optional.empty(), UNKNOWN);

    var second = paging.page(from(12), window, first.next(), UNKNOWN);

    assertThat(second.events()).isEmpty();
    assertThat(second.overlaps()).isFalse();
    assertThat(place(second)).isEqualTo(new Place(START.plusSeconds(9), 0));
  }

  @Test
  void aPageOfOneRowIsPassedOver() {
    var second = proven();

    var third = paging.page(rows(19), window.withLimit(1), second.next(), OptionalLong.of(9));

    assertThat(third.next()).isPresent();
    assertThat(place(third)).isEqualTo(new Place(START.plusSeconds(18), 1));
  }

  @Test
  void aServerThatDoesNotBeginWhereItShouldIsReadOnceMoreByRowNumbersAlone() {
    var second = proven();

    var third = paging.page(from(0), window, second.next(), UNKNOWN);
    var fourth = paging.page(from(0), window, third.next(), UNKNOWN);
    var fifth = paging.page(from(9), window, fourth.next(), UNKNOWN);

    assertThat(third.events()).isEmpty();
    assertThat(place(third)).isEqualTo(new Place(START, 0));
    assertThat(fourth.events()).hasSize(10);
    assertThat(place(fifth)).isEqualTo(new Place(START, 18));
  }

  @Test
  void endsWhereTheTotalSaysSo() {
    assertThat(paging.page(from(0), window, Optional.empty(), OptionalLong.of(10)).next())
        .isEmpty();
    assertThat(paging.page(from(0), window, Optional.empty(), OptionalLong.of(11)).next())
        .isPresent();
    assertThat(paging.page(List.of(), window, Optional.empty(), OptionalLong.of(11)).next())
        .isEmpty();
  }

  @Test
  void withoutATotalEndsWithAPageThatIsShorterThanOthers() {
    var first = paging.page(rows(1, 2, 3, 4), window, Optional.empty(), UNKNOWN);
    var second = paging.page(rows(4, 5, 6, 7), window, first.next(), UNKNOWN);
    var third = paging.page(rows(7, 8), window, second.next(), UNKNOWN);

    assertThat(first.next()).isPresent();
    assertThat(second.next()).isPresent();
    assertThat(third.next()).isEmpty();
  }

  /** The second of two pages that prove the order; it ends with the row of second 18. */
  private Page proven() {
    var first = paging.page(from(0), window, Optional.empty(), UNKNOWN);
    return paging.page(from(9), window, first.next(), UNKNOWN);
  }

  private Place place(Page page) {
    return KeysetPaging.place(window, page.next());
  }

  private static List<Event> from(int second) {
    return rows(IntStream.range(second, second + 10).toArray());
  }

  private static List<Event> rows(int... seconds) {
    var nothing = ByteSlice.of(new byte[0]);
    return Arrays.stream(seconds)
        .mapToObj(second -> Event.of("id" + second, START.plusSeconds(second), nothing))
        .toList();
  }
}
