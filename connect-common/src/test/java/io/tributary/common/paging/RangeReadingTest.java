// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.many;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RangeReadingTest {
  private static final Instant NOON = at("12:00:00");
  private static final Window HOUR = new Window(at("08:00:00"), at("09:00:00"), 8);
  private static final Learned NOTHING = Learned.nothing(SortOrder.OLDEST_FIRST);
  private static final Learned PROVEN =
      NOTHING
          .with(steps("07:00:0", 9), CursorPager.START)
          .with(steps("07:01:0", 2), new LastPages(10, 10, 1, 1, true, false));
  private static final FailedRequest TIMED_OUT =
      new FailedRequest(new ApiException(ApiError.TIMEOUT, "it", "1 s"));
  private static final RequestSize QUARTER = RequestSize.WHOLE.halved().halved();

  @Test
  void listsArePagedByTimeOnceTheirOrderIsProven() {
    assertThat(reading(Pagination.TIME, PROVEN).pager()).isEqualTo(TimePager.from(HOUR.from()));
    assertThat(reading(Pagination.TIME, NOTHING).pager()).isInstanceOf(ListPager.class);
    assertThat(reading(Pagination.NUMBER, PROVEN).pager()).isInstanceOf(ListPager.class);
    assertThat(reading(Pagination.CURSOR, PROVEN).pager()).isEqualTo(CursorPager.START);
    assertThat(reading(Pagination.TIME, PROVEN.withStartIgnored()).pager())
        .isInstanceOf(ListPager.class);
  }

  @Test
  void aSmallerSizeIsAShorterRangeOfSmallerPages() {
    var reading = reading(Pagination.TIME, PROVEN.with(QUARTER, QUARTER));

    assertThat(reading.request().window()).isEqualTo(new Window(at("08:00:00"), at("08:15:00"), 2));
  }

  @Test
  void theEndOfARangeIsAWholeSecondAndTheNextBeginsThere() {
    var window = new Window(at("08:00:00.500"), at("08:00:03.500"), 8);
    var half = PROVEN.with(RequestSize.WHOLE.halved(), RequestSize.WHOLE.halved());
    var reading = RangeReading.of(server(Pagination.TIME, true), window, half, NOON);
    assertThat(reading.range().to()).isEqualTo(at("08:00:02"));

    var next = reading.ended(half, NOON);
    assertThat(next.range()).isEqualTo(new Window(at("08:00:02"), at("08:00:03"), 4));

    var last = next.ended(half, NOON);
    assertThat(last.range().to()).isEqualTo(window.to());
    assertThat(last.ended(half, NOON).done()).isTrue();
  }

  @Test
  void aServerThatIgnoresTheEndIsAskedForSmallerPagesOfTheWholeRange() {
    var size = PROVEN.with(QUARTER, QUARTER);
    var reading = RangeReading.of(server(Pagination.TIME, false), HOUR, size, NOON);

    assertThat(reading.range()).isEqualTo(HOUR.withLimit(2));
    assertThat(reading.canShorten(PROVEN)).isFalse();
    assertThat(reading.shrunk(size, TIMED_OUT)).isPresent();
    assertThat(reading.shrunk(PROVEN.with(QUARTER, QUARTER.halved()), TIMED_OUT)).isEmpty();
  }

  @Test
  void aShorterRangeIsTriedBeforeASmallerPage() {
    var smaller = reading(Pagination.TIME, PROVEN).shrunk(PROVEN, TIMED_OUT).orElseThrow();

    assertThat(smaller.range().halvings()).isEqualTo(1);
    assertThat(smaller.rows().halvings()).isZero();
  }

  @Test
  void anAnswerThatIsCutOffIsTriedWithSmallerPagesFirst() {
    var cut = new FailedRequest(new ApiException(ApiError.UNREADABLE, "events", "cut"));
    var smaller = reading(Pagination.TIME, PROVEN).shrunk(PROVEN, cut).orElseThrow();

    assertThat(smaller.range().halvings()).isZero();
    assertThat(smaller.rows().halvings()).isEqualTo(2);
  }

  @Test
  void theRestOfTheWindowGrowsWithTheSize() {
    var smaller = PROVEN.with(QUARTER, QUARTER);
    var reading = reading(Pagination.TIME, smaller);

    var next = reading.turnedTo(TimePager.from(at("08:10:00")), smaller.succeeded(0));
    assertThat(next.range()).isEqualTo(new Window(at("08:10:00"), at("08:40:00"), 4));
    assertThat(reading.ended(PROVEN, NOON).range())
        .isEqualTo(new Window(at("08:15:00"), at("09:00:00"), 8));
  }

  @Test
  void aListIsBegunAgainWhenItsRangeChanges() {
    var reading = behindOnePage(Pagination.NUMBER);

    var smaller = reading.resized(NOTHING.with(QUARTER, QUARTER), NOON);

    assertThat(smaller.request().position()).isEqualTo(Position.FIRST);
    assertThat(smaller.range()).isEqualTo(new Window(at("08:00:00"), at("08:15:00"), 2));
    assertThat(smaller.restarts()).isEqualTo(1);
  }

  @Test
  void aListWhoseRangeCannotChangeGoesOnWithSmallerPages() {
    var opened = RangeReading.of(server(Pagination.NUMBER, false), HOUR, NOTHING, NOON);
    var reading = turned(opened, Page.of(steps("08:00:0", 8)));

    var smaller = reading.resized(NOTHING.with(QUARTER, QUARTER), NOON);

    assertThat(smaller.request().position()).isEqualTo(new Position(8, 4, Optional.empty()));
    assertThat(smaller.request().window().limit()).isEqualTo(2);
    assertThat(smaller.restarts()).isZero();
  }

  @Test
  void aSecondPagedByRowNumbersKeepsItsPlaceInAShorterRange() {
    var reading = turned(reading(Pagination.TIME, PROVEN), Page.of(many("a", 8, "08:00:00")));

    var smaller = reading.resized(PROVEN.with(QUARTER, QUARTER), NOON);

    assertThat(smaller.request())
        .isEqualTo(
            new PageRequest(new Window(at("08:00:00"), at("08:15:00"), 2), Position.ofRow(8)));
  }

  @Test
  void aStreamedCursorIsResumedAtTheSecondOfItsNewestRow() {
    var page = Page.of(List.of(event("a", "08:20:00.500"))).withCursor(Optional.of("x"));
    var reading = turned(reading(Pagination.CURSOR, PROVEN), page);

    var smaller = reading.resized(PROVEN.with(QUARTER, QUARTER), NOON);

    assertThat(smaller.request())
        .isEqualTo(new PageRequest(new Window(at("08:20:00"), at("08:35:00"), 2), Position.FIRST));
  }

  @Test
  void aCursorWhoseRowsAreCollectedIsBegunAgain() {
    var smaller = behindOnePage(Pagination.CURSOR).resized(NOTHING.with(QUARTER, QUARTER), NOON);

    assertThat(smaller.request().position()).isEqualTo(Position.FIRST);
    assertThat(smaller.range().from()).isEqualTo(HOUR.from());
  }

  @Test
  void failuresCountUntilAPageSucceeds() {
    var failed = reading(Pagination.NUMBER, NOTHING).failed().failed();

    assertThat(failed.failures()).isEqualTo(2);
    assertThat(failed.resized(NOTHING.with(QUARTER, QUARTER), NOON).failures()).isEqualTo(2);
    assertThat(turned(failed, Page.of(steps("08:00:0", 8))).failures()).isZero();
  }

  @Test
  void aSingleSecondWithASingleRowCannotShrink() {
    var window = new Window(at("08:00:00"), at("08:00:01"), 1);
    var reading = RangeReading.of(server(Pagination.TIME, true), window, PROVEN, NOON);

    assertThat(reading.shrunk(PROVEN, TIMED_OUT)).isEmpty();
  }

  @Test
  void aRefusedPageBehindOthersIsExplainedByItsSecond() {
    var refused = new ApiException(ApiError.REFUSED, "GET https://example.com", "too deep");

    assertThat(reading(Pagination.TIME, PROVEN).explained(refused)).isSameAs(refused);
    assertThat(behindOnePage(Pagination.NUMBER).explained(refused))
        .hasMessageStartingWith("ApiError 493: More rows at 2026-03-01T08:00:00Z than the API");
  }

  private static RangeReading reading(Pagination pagination, Learned learned) {
    return RangeReading.of(server(pagination, true), HOUR, learned, NOON);
  }

  private static RangeReading behindOnePage(Pagination pagination) {
    var page = Page.of(steps("08:00:0", 8)).withCursor(Optional.of("x"));
    return turned(reading(pagination, NOTHING), page);
  }

  private static RangeReading turned(RangeReading reading, Page page) {
    var context = new PageContext(reading.range(), NOON, HOUR.from(), false, false, false);
    return reading.pager().with(page, context) instanceof Turn.Next next
        ? reading.turnedTo(next.pager(), NOTHING)
        : reading.abandoned();
  }

  private static ServerTraits server(Pagination pagination, boolean boundsEnd) {
    return new ServerTraits(SortOrder.OLDEST_FIRST, pagination, true, boundsEnd, false);
  }

  private static List<Event> steps(String clock, int rows) {
    return IntStream.range(0, rows).mapToObj(i -> event(clock + i, clock + i)).toList();
  }
}
