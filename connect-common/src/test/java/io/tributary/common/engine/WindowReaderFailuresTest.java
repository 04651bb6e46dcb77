package io.tributary.common.engine;

import static io.tributary.common.engine.WindowReaders.A;
import static io.tributary.common.engine.WindowReaders.B;
import static io.tributary.common.engine.WindowReaders.C;
import static io.tributary.common.engine.WindowReaders.D;
import static io.tributary.common.engine.WindowReaders.oldestFirst;
import static io.tributary.common.engine.WindowReaders.readAll;
import static io.tributary.common.engine.WindowReaders.readPage;
import static io.tributary.common.engine.WindowReaders.round;
import static io.tributary.common.engine.WindowReaders.unproven;
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

class WindowReaderFailuresTest {
  private final Checkpoint checkpoint = WindowReaders.START;

  @Test
  void saysSoWhenTheServerRefusesToPageOnWithinAnInstant() {
    var vendor =
        oldestFirst()
            .page("2~", event("a", "08:00:00"), event("b", "08:00:00"), event("c", "08:00:00"));
    var round = round(vendor);
    readPage(round);

    assertThat(round.absorbs(refused())).isFalse();
    assertThat(round.explained(refused()))
        .hasMessageStartingWith("ApiError 493: More rows at 2026-03-01T08:00:00Z than the API");
  }

  @Test
  void aRefusedLaterPageIsReadFromTheTimeOfTheLastRow() {
    var vendor = oldestFirst().page("2~", A, B, C).page("", C, D);
    var round = round(vendor);
    readPage(round);

    assertThat(round.absorbs(refused())).isTrue();

    assertThat(readPage(round)).containsExactly("c", "d");
    assertThat(vendor.asked).last().isEqualTo("08:00:03..09:00:00 3 -");
  }

  @Test
  void aRefusedFirstPageHalvesTheRangeAndReadsTheHalvesInTurn() {
    var vendor = oldestFirst().page("", A).page("", event("x", "08:45:00"));
    var round = round(vendor);

    assertThat(round.absorbs(refused())).isTrue();
    readPage(round);
    readPage(round);

    assertThat(round.done()).isTrue();
    assertThat(vendor.asked).containsExactly("08:00:00..08:30:00 3 -", "08:30:00..09:00:00 3 -");
  }

  @Test
  void halvesDownToASecondAndNoFurther() {
    var vendor = oldestFirst();
    var round = round(vendor, new Window(at("08:00:00.500"), at("08:00:03"), 3), 1000);

    assertThat(round.absorbs(refused())).isTrue();
    assertThat(round.absorbs(refused())).isFalse();

    vendor.page("");
    readPage(round);
    assertThat(vendor.asked).containsExactly("08:00:00..08:00:01 3 -");
  }

  @Test
  void doesNotHalveWhereTheServerIgnoresTheEnd() {
    var round = round(new ScriptedVendor(SortOrder.UNKNOWN, 1000, false));

    assertThat(round.absorbs(refused())).isFalse();
  }

  @Test
  void aFirstPageThatTimesOutTwiceHalvesTheRange() {
    var round = round(oldestFirst());

    assertThat(round.absorbs(failure(ApiError.TIMEOUT))).isFalse();
    assertThat(round.absorbs(failure(ApiError.TIMEOUT))).isTrue();
    assertThat(round.absorbs(failure(ApiError.TIMEOUT))).isFalse();
  }

  @Test
  void aBodyThatIsTooLongHalvesThePageSizeForTheRoundDownToOne() {
    var vendor = oldestFirst().page("1", A);
    var round = round(vendor);

    assertThat(round.absorbs(failure(ApiError.EVENT_TOO_LARGE))).isTrue();
    readPage(round);

    assertThat(vendor.asked).containsExactly("08:00:00..09:00:00 1 -");
    assertThat(round.absorbs(failure(ApiError.EVENT_TOO_LARGE))).isFalse();
    assertThat(round.explained(failure(ApiError.EVENT_TOO_LARGE)))
        .hasMessageContaining("the row at 1 of Window[from=2026-03-01T08:00:00Z");
  }

  @Test
  void leavesOtherFailuresToTheSchedule() {
    var round = round(oldestFirst());

    assertThat(round.absorbs(failure(ApiError.SERVER_ERROR))).isFalse();
    assertThat(round.absorbs(failure(ApiError.CONNECTION))).isFalse();
    assertThat(round.absorbs(failure(ApiError.UNREADABLE))).isFalse();
  }

  @Test
  void aServerThatDoesNotPageIsAnErrorAndNoLoop() {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN);
    for (var i = 0; i < 4; i++) {
      vendor.page("3", A, B, C).page("6", A, B, C);
    }
    var round = round(vendor);

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
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN);
    for (var i = 0; i < 4; i++) {
      vendor.page("t", A).page("t", B);
    }
    var round = round(vendor);

    assertThatThrownBy(
            () -> {
              for (var i = 0; i < 8; i++) {
                round.arrived(round.fetch(), checkpoint);
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
    var oddities = new ProtocolMonitor("test", vendor, Events.metrics());

    assertThat(readAll(unproven(vendor, oddities))).containsExactly("a", "b", "c");

    assertThat(oddities.has(ProtocolViolation.PAGING)).isTrue();
    assertThat(vendor.asked).hasSize(8);
  }

  @ParameterizedTest(name = "of a total of {0}")
  @CsvSource({"3,false", "4,true"})
  void aLastPageThatComesAgainIsTheEndOnceAllHaveBeenRead(int total, boolean fails) {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN).total(total);
    for (var i = 0; i < 4; i++) {
      vendor.page("2", C, A).page("4", B).page("6", B);
    }
    var round = unproven(vendor, new ProtocolMonitor("test", vendor, Events.metrics()));

    if (fails) {
      assertThatThrownBy(() -> readAll(round)).hasMessageStartingWith("ApiError 494");
    } else {
      assertThat(readAll(round)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aServerThatIsKnownNotToPageIsNotTriedAgain() {
    var vendor = new ScriptedVendor(SortOrder.UNKNOWN).total(0).page("3", A).page("6", A);
    var oddities = new ProtocolMonitor("test", vendor, Events.metrics());
    oddities.noticed(ProtocolViolation.PAGING);

    assertThat(readAll(unproven(vendor, oddities))).containsExactly("a");

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
    var oddities = new ProtocolMonitor("test", vendor, Events.metrics());

    assertThat(readAll(unproven(vendor, oddities))).containsExactly("a", "b", "c");

    assertThat(oddities.has(ProtocolViolation.PAGING)).isFalse();
  }

  @Test
  void rowsMuchOlderThanAskedForTellOfAFilterThatIsIgnored() {
    assertThat(noticesOldRow(at("08:00:00").minus(Duration.ofDays(3)))).isFalse();
    assertThat(noticesOldRow(at("07:59:59.999").minus(Duration.ofDays(3)))).isTrue();
  }

  private static boolean noticesOldRow(Instant time) {
    var old = Event.of("old", time, Events.json("{}"));
    var vendor = oldestFirst().page("", old, A);
    var oddities = new ProtocolMonitor("test", vendor, Events.metrics());
    readAll(unproven(vendor, oddities));
    return oddities.has(ProtocolViolation.TIME_FILTER);
  }

  private static ApiException refused() {
    return failure(ApiError.REFUSED);
  }

  private static ApiException failure(ApiError error) {
    return new ApiException(error, "GET https://example.com", "422 too wide");
  }
}
