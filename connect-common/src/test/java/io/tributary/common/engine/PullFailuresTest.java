// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.PullRun.A;
import static io.tributary.common.engine.PullRun.B;
import static io.tributary.common.engine.PullRun.C;
import static io.tributary.common.engine.PullRun.HOUR;
import static io.tributary.common.engine.PullRun.proven;
import static io.tributary.common.engine.PullRun.readAll;
import static io.tributary.common.engine.PullRun.readPage;
import static io.tributary.common.engine.PullRun.unproven;
import static io.tributary.common.engine.ScriptedVendor.byNumber;
import static io.tributary.common.engine.ScriptedVendor.byTime;
import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.many;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that fail. */
class PullFailuresTest {

  @Test
  void aRefusedFirstPageHalvesTheRangeUntilItSucceedsAndGrowsAgain() {
    var vendor = byTime().page().page(event("w", "08:20:00")).page();
    var pull = proven(vendor);

    assertThat(pull.handles(refused())).isTrue();
    assertThat(pull.handles(refused())).isTrue();
    assertThat(readAll(pull)).containsExactly("w");

    assertThat(vendor.asked)
        .containsExactly(
            "08:00:00..08:15:00 3 row 0",
            "08:15:00..08:45:00 3 row 0",
            "08:20:00..09:00:00 3 row 1");
  }

  @Test
  void halvesDownToASecondAndThenThePageDownToOneRow() {
    var vendor = byTime().page();
    var pull = proven(vendor, new Window(at("08:00:00.500"), at("08:00:03"), 3), 100_000);

    assertThat(pull.handles(refused())).isTrue();
    assertThat(pull.handles(refused())).isTrue();
    assertThat(pull.handles(refused())).isTrue();
    assertThat(pull.handles(refused())).isFalse();
  }

  @Test
  void aSmallestRequestThatFailsProvesThatSizeIsNotTheReason() {
    var vendor = byTime().page();
    var pull = proven(vendor, new Window(at("08:00:00"), at("08:00:01"), 2), 100_000);

    assertThat(pull.handles(failure(ApiError.TIMEOUT))).isFalse();
    assertThat(pull.handles(failure(ApiError.TIMEOUT))).isFalse();
    assertThat(pull.state().reading().range().limit()).isEqualTo(1);
    assertThat(pull.handles(failure(ApiError.TIMEOUT))).isFalse();
    readPage(pull);

    assertThat(vendor.asked).containsExactly("08:00:00..08:00:01 2 row 0");
  }

  @Test
  void whereTheServerIgnoresTheEndOnlyThePageIsHalved() {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN, Pagination.NUMBER, false).page();
    var pull = proven(vendor);

    assertThat(pull.handles(refused())).isTrue();
    assertThat(pull.handles(refused())).isFalse();
    readPage(pull);

    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 3 page 0");
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiError.class,
      names = {"TIMEOUT", "SERVER_ERROR", "UNEXPECTED_STATUS"})
  void aFirstPageThatFailsTwiceIsHalvedAfterTheUsualWait(ApiError error) {
    var pull = proven(byTime());

    assertThat(pull.handles(failure(error))).isFalse();
    assertThat(pull.state().reading().range()).isEqualTo(HOUR);
    assertThat(pull.handles(failure(error))).isFalse();

    assertThat(pull.state().reading().range())
        .isEqualTo(new Window(at("08:00:00"), at("08:30:00"), 3));
    assertThat(pull.observed()).containsExactly(Observation.AskedForLess.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiError.class,
      names = {
        "UNAUTHORIZED",
        "FORBIDDEN",
        "NOT_FOUND",
        "TOO_MANY_REQUESTS",
        "BLOCKED",
        "REDIRECTED",
        "PROXY_REFUSED"
      })
  void aFailureThatHasOtherCausesThanSizeChangesNothing(ApiError error) {
    var pull = proven(byTime());

    for (var i = 0; i < 4; i++) {
      assertThat(pull.handles(failure(error))).isFalse();
    }

    assertThat(pull.state().reading().range()).isEqualTo(HOUR);
    assertThat(pull.observed()).isEmpty();
  }

  @Test
  void aBodyThatIsTooLargeHalvesThePageDownToOneRow() {
    var vendor = new ScriptedVendor(SortOrder.OLDEST_FIRST, Pagination.TIME, false).page(A);
    var pull = proven(vendor);

    assertThat(pull.handles(failure(ApiError.EVENT_TOO_LARGE))).isTrue();
    assertThat(pull.explained(failure(ApiError.EVENT_TOO_LARGE)))
        .hasMessageContaining("row 0 of Window[from=2026-03-01T08:00:00Z");
    readPage(pull);

    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 1 row 0");
    assertThat(pull.state().learned().rows().halvings()).isZero();
  }

  @Test
  void aRefusedPageWithinASecondIsReadWithSmallerPagesBeforeTheListEnds() {
    var burst = many("b", 3, "08:00:00").toArray(Event[]::new);
    var vendor = byTime().page(burst).page(burst).page(burst).page();
    var pull = proven(vendor);
    readPage(pull);

    while (pull.state().reading().range().limit() > 1) {
      assertThat(pull.handles(refused())).isTrue();
    }
    assertThat(pull.state().reading().request().position().row()).isEqualTo(3);
  }

  @Test
  void saysWhichSecondHasMoreRowsThanTheServerPagesThrough() {
    var window = new Window(at("08:00:00"), at("08:00:01"), 1000);
    var pull = proven(byTime().page(many("b", 1000, "08:00:00").toArray(Event[]::new)), window, 1);
    pull.arrived(pull.fetch(), PullRun.START);

    var refusals = 0;
    while (pull.handles(refused())) {
      assertThat(++refusals).isLessThan(20);
    }

    assertThat(pull.explained(refused()))
        .hasMessageStartingWith("ApiError 493: More rows at 2026-03-01T08:00:00Z than the API");
  }

  @ParameterizedTest
  @EnumSource(
      value = ApiError.class,
      names = {"NOT_FOUND", "UNEXPECTED_STATUS", "REFUSED"})
  void theRefusalOfAPageBehindTheLastOneEndsTheList(ApiError error) {
    var byTime = proven(byTime().page(A, B));
    readPage(byTime);
    assertThat(byTime.handles(failure(error))).isTrue();
    assertThat(byTime.done()).isTrue();

    var byNumber = unproven(byNumber(SortOrder.UNKNOWN).page(B, A));
    readPage(byNumber);
    assertThat(byNumber.handles(failure(error))).isTrue();
    assertThat(PullRun.next(byNumber).orElseThrow()).containsExactly(A, B);
    assertThat(byNumber.done()).isTrue();
    assertThat(byNumber.observed()).containsExactly(Observation.ListEndedByRefusal.class);
  }

  @Test
  void aRefusedPageBehindFullOnesIsTooDeepWhereTheRangeCanBeShortened() {
    var vendor = byNumber(SortOrder.UNKNOWN).page(C, A, B).page(A).page();
    var pull = unproven(vendor);
    readPage(pull);

    assertThat(pull.handles(refused())).isTrue();
    readPage(pull);

    assertThat(vendor.asked).last().isEqualTo("08:00:00..08:30:00 3 page 0");
  }

  private static ApiException refused() {
    return failure(ApiError.REFUSED);
  }

  static ApiException failure(ApiError error) {
    return new ApiException(error, "GET https://example.com", "422 too wide");
  }
}
