package io.tributary.common.source;

import static io.tributary.common.source.Events.at;
import static io.tributary.common.source.Events.event;
import static io.tributary.common.source.Events.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTest {
  private static final Window HOUR = new Window(at("08:00:00"), at("09:00:00"), 3);
  private static final Event A = event("a", "08:00:01");
  private static final Event B = event("b", "08:00:02");
  private static final Event C = event("c", "08:00:03");
  private static final Event D = event("d", "08:00:04");
  private static final Event E = event("e", "08:00:05");

  private final Checkpoint checkpoint = Checkpoint.startingAt(at("08:00:00"));

  @Test
  void handsOverEachPageOfAnOldestFirstListAsItComes() {
    var vendor = oldestFirst().page("2~", A, B, C).overlapping("", C, D);
    var round = new Round(vendor, HOUR, 1000);

    assertThat(readPage(round)).containsExactly("a", "b", "c");
    assertThat(round.done()).isFalse();
    assertThat(readPage(round)).containsExactly("c", "d");

    assertThat(round.done()).isTrue();
    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 3 -", "08:00:00..09:00:00 3 2~");
  }

  @Test
  void fetchesNothingWhileEventsAreWaiting() {
    var round = new Round(oldestFirst().page("2~", A, B, C), HOUR, 1000);

    round.arrived(round.fetch(), checkpoint);

    assertThat(round.reading()).isFalse();
    round.next();
    assertThat(round.reading()).isTrue();
  }

  @Test
  void neverHandsOverMoreThanAnOffsetCanName() {
    var rows = Events.many("a", 10_001, "08:00:01").toArray(Event[]::new);
    var round = new Round(oldestFirst().page("", rows), HOUR, 1000);

    round.arrived(round.fetch(), checkpoint);

    assertThat(round.next().orElseThrow()).hasSize(10_000);
    assertThat(round.next().orElseThrow()).hasSize(1);
    assertThat(round.done()).isTrue();
  }

  @Test
  void releasesAListWithoutOrderSortedOnceItsLastPageIsIn() {
    var vendor = new ScriptedVendor(Order.UNKNOWN).page("3", E, A, C).page("", B, D);
    var round = new Round(vendor, HOUR, 1000);

    assertThat(readPage(round)).isEmpty();
    assertThat(readPage(round)).containsExactly("a", "b", "c");
    assertThat(ids(round.next().orElseThrow())).containsExactly("d", "e");
    assertThat(round.done()).isTrue();
  }

  @Test
  void collectsOnlyWhatWasNotSeenBefore() {
    var seen = checkpoint.after(List.of(A), at("09:00:00"), Duration.ofHours(1));
    var round = new Round(new ScriptedVendor(Order.UNKNOWN).page("", B, A), HOUR, 1000);

    round.arrived(round.fetch(), seen);

    assertThat(ids(round.next().orElseThrow())).containsExactly("b");
  }

  @Test
  void stopsANewestFirstListAtTheFirstRowOlderThanAskedFor() {
    var old = event("old", "07:59:59");
    var round = new Round(new ScriptedVendor(Order.NEWEST_FIRST).page("3", C, B, old), HOUR, 1000);

    assertThat(readPage(round)).containsExactly("b", "c");

    assertThat(round.done()).isTrue();
  }

  @Test
  void readsOnFromTheLastRowWhereTheServersCapBegins() {
    var vendor = new ScriptedVendor(Order.OLDEST_FIRST, 4, true).page("2~", A, B, C).page("", C, D);
    var round = new Round(vendor, HOUR, 1000);

    readPage(round);
    assertThat(readPage(round)).containsExactly("c", "d");

    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 3 -", "08:00:03..09:00:00 3 -");
    assertThat(round.restarts()).isZero();
  }

  @Test
  void pagesPastTheCapWithinOneInstant() {
    var vendor =
        new ScriptedVendor(Order.OLDEST_FIRST, 4, true)
            .page("2~", event("a", "08:00:00"), event("b", "08:00:00"), event("c", "08:00:00"))
            .overlapping("", event("c", "08:00:00"), event("d", "08:00:00"));
    var round = new Round(vendor, HOUR, 1000);

    readPage(round);
    assertThat(readPage(round)).containsExactly("c", "d");

    assertThat(vendor.asked).last().isEqualTo("08:00:00..09:00:00 3 2~");
  }

  @Test
  void saysSoWhenTheServerRefusesToPageOnWithinAnInstant() {
    var vendor =
        oldestFirst()
            .page("2~", event("a", "08:00:00"), event("b", "08:00:00"), event("c", "08:00:00"));
    var round = new Round(vendor, HOUR, 1000);
    readPage(round);

    assertThat(round.absorbs(refused())).isFalse();
    assertThat(round.explained(refused()))
        .hasMessageStartingWith("ApiError 493: More rows at 2026-03-01T08:00:00Z than the API");
  }

  @Test
  void aRefusedLaterPageIsReadFromTheTimeOfTheLastRow() {
    var vendor = oldestFirst().page("2~", A, B, C).page("", C, D);
    var round = new Round(vendor, HOUR, 1000);
    readPage(round);

    assertThat(round.absorbs(refused())).isTrue();

    assertThat(readPage(round)).containsExactly("c", "d");
    assertThat(vendor.asked).last().isEqualTo("08:00:03..09:00:00 3 -");
  }

  @Test
  void aRefusedFirstPageHalvesTheRangeAndReadsTheHalvesInTurn() {
    var vendor = oldestFirst().page("", A).page("", event("x", "08:45:00"));
    var round = new Round(vendor, HOUR, 1000);

    assertThat(round.absorbs(refused())).isTrue();
    readPage(round);
    readPage(round);

    assertThat(round.done()).isTrue();
    assertThat(vendor.asked).containsExactly("08:00:00..08:30:00 3 -", "08:30:00..09:00:00 3 -");
  }

  @Test
  void halvesDownToASecondAndNoFurther() {
    var vendor = oldestFirst();
    var round = new Round(vendor, new Window(at("08:00:00.500"), at("08:00:03"), 3), 1000);

    assertThat(round.absorbs(refused())).isTrue();
    assertThat(round.absorbs(refused())).isFalse();

    vendor.page("");
    readPage(round);
    assertThat(vendor.asked).containsExactly("08:00:00..08:00:01 3 -");
  }

  @Test
  void doesNotHalveWhereTheServerIgnoresTheEnd() {
    var round = new Round(new ScriptedVendor(Order.UNKNOWN, 1000, false), HOUR, 1000);

    assertThat(round.absorbs(refused())).isFalse();
  }

  @Test
  void aFirstPageThatTimesOutTwiceHalvesTheRange() {
    var round = new Round(oldestFirst(), HOUR, 1000);

    assertThat(round.absorbs(failure(ApiError.TIMEOUT))).isFalse();
    assertThat(round.absorbs(failure(ApiError.TIMEOUT))).isTrue();
    assertThat(round.absorbs(failure(ApiError.TIMEOUT))).isFalse();
  }

  @Test
  void aBodyThatIsTooLongHalvesThePageSizeForTheRoundDownToOne() {
    var vendor = oldestFirst().page("1", A);
    var round = new Round(vendor, HOUR, 1000);

    assertThat(round.absorbs(failure(ApiError.EVENT_TOO_LARGE))).isTrue();
    readPage(round);

    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 1 -");
    assertThat(round.absorbs(failure(ApiError.EVENT_TOO_LARGE))).isFalse();
    assertThat(round.explained(failure(ApiError.EVENT_TOO_LARGE)))
        .hasMessageContaining("the row at 1 of Window[from=2026-03-01T08:00:00Z");
  }

  @Test
  void leavesOtherFailuresToTheSchedule() {
    var round = new Round(oldestFirst(), HOUR, 1000);

    assertThat(round.absorbs(failure(ApiError.SERVER_ERROR))).isFalse();
    assertThat(round.absorbs(failure(ApiError.CONNECTION))).isFalse();
    assertThat(round.absorbs(failure(ApiError.UNREADABLE))).isFalse();
  }

  @Test
  void rowsThatWereSkippedAreReadAgainFromTheTimeOfTheLastRow() {
    var vendor = oldestFirst().page("2~", A, B, C).overlapping("", D, E).page("", C, D, E);
    var round = new Round(vendor, HOUR, 1000);

    readPage(round);
    assertThat(readPage(round)).isEmpty();
    assertThat(readPage(round)).containsExactly("c", "d", "e");

    assertThat(round.restarts()).isEqualTo(1);
    assertThat(vendor.asked).last().isEqualTo("08:00:03..09:00:00 3 -");
  }

  @Test
  void aRowThatWasPushedBackIsOnlyARepeat() {
    var vendor = oldestFirst().page("2~", A, B, C).overlapping("", B, C, D);
    var round = new Round(vendor, HOUR, 1000);

    readPage(round);

    assertThat(readPage(round)).containsExactly("b", "c", "d");
    assertThat(round.restarts()).isZero();
  }

  @Test
  void goesOnWithWhatIsListedAfterThreeRestarts() {
    var vendor = oldestFirst();
    for (var i = 0; i < 4; i++) {
      vendor.page("2~", A, B, C).overlapping("", D, E);
    }
    var round = new Round(vendor, HOUR, 1000);

    assertThat(readAll(round)).containsSubsequence("a", "b", "c", "d", "e");
    assertThat(round.restarts()).isEqualTo(3);
  }

  @Test
  void aListWithoutOrderMayStepBackAndKeepsEachRowOnce() {
    var vendor =
        new ScriptedVendor(Order.UNKNOWN)
            .page("3", A, B, C)
            .page("0", E)
            .page("3", B, C, D)
            .page("", E);

    assertThat(readAll(new Round(vendor, HOUR, 1000))).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void aServerThatDoesNotPageIsAnErrorAndNoLoop() {
    var vendor = new ScriptedVendor(Order.UNKNOWN);
    for (var i = 0; i < 4; i++) {
      vendor.page("3", A, B, C).page("6", A, B, C);
    }
    var round = new Round(vendor, HOUR, 1000);

    assertThatThrownBy(
            () -> {
              for (var i = 0; i < 8; i++) {
                round.arrived(round.fetch(), checkpoint);
              }
            })
        .isInstanceOf(ApiException.class)
        .hasMessageStartingWith("ApiError 494: The page after 3 repeats the one before");
    assertThat(vendor.asked).hasSize(8);
  }

  @Test
  void aPageWithTheTokenOfTheOneBeforeIsAnError() {
    var vendor = new ScriptedVendor(Order.UNKNOWN);
    for (var i = 0; i < 4; i++) {
      vendor.page("t", A).page("t", B);
    }
    var round = new Round(vendor, HOUR, 1000);

    assertThatThrownBy(
            () -> {
              for (var i = 0; i < 8; i++) {
                round.arrived(round.fetch(), checkpoint);
              }
            })
        .hasMessageStartingWith("ApiError 494");
  }

  @Test
  void leavesTheNewestForTheNextRoundWhenTheyDoNotFit() {
    var room = 2L * A.json().length();
    var round = new Round(new ScriptedVendor(Order.UNKNOWN).page("", C, A, B), HOUR, room);

    assertThat(readPage(round)).containsExactly("a", "b");

    assertThat(round.leftSomeOut()).isTrue();
    assertThat(round.done()).isTrue();
  }

  private List<String> readPage(Round round) {
    round.arrived(round.fetch(), checkpoint);
    return ids(round.next().orElse(List.of()));
  }

  private List<String> readAll(Round round) {
    var read = new ArrayList<String>();
    while (!round.done()) {
      if (round.reading()) {
        round.arrived(round.fetch(), checkpoint);
      }
      round.next().ifPresent(events -> read.addAll(ids(events)));
    }
    return read;
  }

  private static ScriptedVendor oldestFirst() {
    return new ScriptedVendor(Order.OLDEST_FIRST);
  }

  private static ApiException refused() {
    return failure(ApiError.REFUSED);
  }

  private static ApiException failure(ApiError error) {
    return new ApiException(error, "GET https://example.com", "422 too wide");
  }
}
