// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.PullRun.A;
import static io.tributary.common.engine.PullRun.B;
import static io.tributary.common.engine.PullRun.C;
import static io.tributary.common.engine.PullRun.D;
import static io.tributary.common.engine.PullRun.oldestFirst;
import static io.tributary.common.engine.PullRun.proven;
import static io.tributary.common.engine.PullRun.readAll;
import static io.tributary.common.engine.PullRun.readPage;
import static io.tributary.common.engine.PullRun.unproven;
import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullFailuresTest {
  private final Checkpoint checkpoint = PullRun.START;

  @Test
  void saysSoWhenTheServerRefusesToPageOnWithinAnInstant() {
    var vendor =
        oldestFirst()
            .page("2~", event("a", "08:00:00"), event("b", "08:00:00"), event("c", "08:00:00"));
    var pull = proven(vendor);
    readPage(pull);

    assertThat(pull.asksForLess(refused())).isFalse();
    assertThat(pull.explained(refused()))
        .hasMessageStartingWith("ApiError 493: More rows at 2026-03-01T08:00:00Z than the API");
  }

  @Test
  void aRefusedLaterPageIsReadFromTheTimeOfTheLastRow() {
    var vendor = oldestFirst().page("2~", A, B, C).page("", C, D);
    var pull = proven(vendor);
    readPage(pull);

    assertThat(pull.asksForLess(refused())).isTrue();

    assertThat(readPage(pull)).containsExactly("c", "d");
    assertThat(vendor.asked).last().isEqualTo("08:00:03..09:00:00 3 -");
  }

  @Test
  void aRefusedFirstPageHalvesTheRangeAndReadsTheHalvesInTurn() {
    var vendor = oldestFirst().page("", A).page("", event("x", "08:45:00"));
    var pull = proven(vendor);

    assertThat(pull.asksForLess(refused())).isTrue();
    readPage(pull);
    readPage(pull);

    assertThat(pull.done()).isTrue();
    assertThat(vendor.asked).containsExactly("08:00:00..08:30:00 3 -", "08:30:00..09:00:00 3 -");
  }

  @Test
  void halvesDownToASecondAndNoFurther() {
    var vendor = oldestFirst();
    var pull = proven(vendor, new Window(at("08:00:00.500"), at("08:00:03"), 3), 100_000);

    assertThat(pull.asksForLess(refused())).isTrue();
    assertThat(pull.asksForLess(refused())).isFalse();

    vendor.page("");
    readPage(pull);
    assertThat(vendor.asked).containsExactly("08:00:00..08:00:01 3 -");
  }

  @Test
  void doesNotHalveWhereTheServerIgnoresTheEnd() {
    var pull = proven(new ScriptedVendor(SortOrder.UNKNOWN, 1000, false));

    assertThat(pull.asksForLess(refused())).isFalse();
  }

  @Test
  void aFirstPageThatTimesOutTwiceHalvesTheRange() {
    var pull = proven(oldestFirst());

    assertThat(pull.asksForLess(failure(ApiError.TIMEOUT))).isFalse();
    assertThat(pull.asksForLess(failure(ApiError.TIMEOUT))).isTrue();
    assertThat(pull.asksForLess(failure(ApiError.TIMEOUT))).isFalse();
  }

  @Test
  void aBodyThatIsTooLongHalvesThePageSizeForTheRoundDownToOne() {
    var vendor = oldestFirst().page("1", A);
    var pull = proven(vendor);

    assertThat(pull.asksForLess(failure(ApiError.EVENT_TOO_LARGE))).isTrue();
    readPage(pull);

    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 1 -");
    assertThat(pull.asksForLess(failure(ApiError.EVENT_TOO_LARGE))).isFalse();
    assertThat(pull.explained(failure(ApiError.EVENT_TOO_LARGE)))
        .hasMessageContaining("the row at 1 of Window[from=2026-03-01T08:00:00Z");
  }

  @Test
  void leavesOtherFailuresToTheSchedule() {
    var pull = proven(oldestFirst());

    assertThat(pull.asksForLess(failure(ApiError.SERVER_ERROR))).isFalse();
    assertThat(pull.asksForLess(failure(ApiError.CONNECTION))).isFalse();
    assertThat(pull.asksForLess(failure(ApiError.UNREADABLE))).isFalse();
  }

  @Test
  void aServerThatDoesNotPageIsAnErrorAndNoLoop() {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN);
    for (var i = 0; i < 4; i++) {
      vendor.page("3", A, B, C).page("6", A, B, C);
    }
    var pull = proven(vendor);

    assertThatThrownBy(
            () -> {
              for (var i = 0; i < 8; i++) {
                pull.arrived(pull.fetch(), checkpoint);
              }
            })
        .isInstanceOf(ApiException.class)
        .hasMessageStartingWith("ApiError 494: The page after 3 repeats the one before");
    assertThat(vendor.asked).hasSize(8);
  }

  @Test
  void aPageWithTheTokenOfTheOneBeforeIsAnError() {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN);
    for (var i = 0; i < 4; i++) {
      vendor.page("t", A).page("t", B);
    }
    var pull = proven(vendor);

    assertThatThrownBy(
            () -> {
              for (var i = 0; i < 8; i++) {
                pull.arrived(pull.fetch(), checkpoint);
              }
            })
        .hasMessageStartingWith("ApiError 494");
  }

  @Test
  void aServerThatDoesNotPageAndTellsNoTotalIsReadAsOnePageWithAWarning() {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN).total(0);
    for (var i = 0; i < 4; i++) {
      vendor.page("3", C, A, B).page("6", C, A, B);
    }

    var pull = unproven(vendor);
    assertThat(readAll(pull)).containsExactly("a", "b", "c");

    assertThat(pull.noticed(ProtocolViolation.PAGING)).isTrue();
    assertThat(vendor.asked).hasSize(8);
  }

  @ParameterizedTest(name = "of a total of {0}")
  @CsvSource({"3,false", "4,true"})
  void aLastPageThatComesAgainIsTheEndOnceAllHaveBeenRead(int total, boolean fails) {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN).total(total);
    for (var i = 0; i < 4; i++) {
      vendor.page("2", C, A).page("4", B).page("6", B);
    }
    var pull = unproven(vendor);

    if (fails) {
      assertThatThrownBy(() -> readAll(pull)).hasMessageStartingWith("ApiError 494");
    } else {
      assertThat(readAll(pull)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aServerThatIsKnownNotToPageIsNotTriedAgain() {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN).total(0).page("3", A).page("6", A);
    var pull = unproven(vendor).knowing(ProtocolViolation.PAGING);

    assertThat(readAll(pull)).containsExactly("a");

    assertThat(vendor.asked).hasSize(2);
  }

  @Test
  void aPageThatIsRepeatedByChanceIsReadAgain() {
    var vendor =
        new ScriptedVendor(SortOrder.UNKNOWN)
            .total(0)
            .page("1", B)
            .page("2", B)
            .page("1", C)
            .page("2", B)
            .page("", A);

    var pull = unproven(vendor);
    assertThat(readAll(pull)).containsExactly("a", "b", "c");

    assertThat(pull.noticed(ProtocolViolation.PAGING)).isFalse();
  }

  @Test
  void rowsMuchOlderThanAskedForTellOfAFilterThatIsIgnored() {
    assertThat(noticesOldRow(at("08:00:00").minus(Duration.ofDays(3)))).isFalse();
    assertThat(noticesOldRow(at("07:59:59.999").minus(Duration.ofDays(3)))).isTrue();
  }

  private static boolean noticesOldRow(Instant time) {
    var old = Event.of("old", time, Events.json("{}"));
    var vendor = oldestFirst().page("", old, A);
    var pull = unproven(vendor);
    readAll(pull);
    return pull.noticed(ProtocolViolation.TIME_FILTER);
  }

  private static ApiException refused() {
    return failure(ApiError.REFUSED);
  }

  private static ApiException failure(ApiError error) {
    return new ApiException(error, "GET https://example.com", "422 too wide");
  }
}
