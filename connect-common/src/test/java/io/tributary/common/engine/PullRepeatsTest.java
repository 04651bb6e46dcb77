// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.PullRun.A;
import static io.tributary.common.engine.PullRun.B;
import static io.tributary.common.engine.PullRun.C;
import static io.tributary.common.engine.PullRun.D;
import static io.tributary.common.engine.PullRun.E;
import static io.tributary.common.engine.PullRun.backfill;
import static io.tributary.common.engine.PullRun.proven;
import static io.tributary.common.engine.PullRun.readAll;
import static io.tributary.common.engine.PullRun.unproven;
import static io.tributary.common.engine.ScriptedVendor.byCursor;
import static io.tributary.common.engine.ScriptedVendor.byNumber;
import static io.tributary.common.engine.ScriptedVendor.byTime;
import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.many;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that do not page, or do not begin where they should. */
class PullRepeatsTest {

  @Test
  void aServerThatDoesNotPageIsAnErrorAndNoLoop() {
    var vendor = byNumber(SortOrder.UNKNOWN).total(9);
    for (var i = 0; i < 4; i++) {
      vendor.page(A, B, C).page(A, B, C);
    }
    var pull = proven(vendor);

    assertThatThrownBy(() -> readAll(pull))
        .isInstanceOf(ApiException.class)
        .hasMessageStartingWith("ApiError 494: The page after row 3 repeats the one before");
    assertThat(vendor.asked).hasSize(8);
  }

  @Test
  void aServerThatDoesNotPageThroughASecondIsAnErrorAndNoLoop() {
    var vendor = byTime();
    for (var i = 0; i < 8; i++) {
      vendor.page(many("b", 3, "08:00:00").toArray(Event[]::new));
    }

    assertThatThrownBy(() -> readAll(proven(vendor))).hasMessageStartingWith("ApiError 494");
  }

  @Test
  void aServerThatIgnoresTheCursorIsAnErrorAndNoLoop() {
    var vendor = byCursor().total(9);
    for (var i = 0; i < 4; i++) {
      vendor.page("x", A, B).page("y", A, B);
    }

    assertThatThrownBy(() -> readAll(proven(vendor))).hasMessageStartingWith("ApiError 494");
  }

  @Test
  void aServerThatDoesNotPageAndReportsNoTotalIsReadAsOnePageWithAWarning() {
    var vendor = byNumber(SortOrder.UNKNOWN);
    for (var i = 0; i < 4; i++) {
      vendor.page(C, A, B).page(C, A, B);
    }
    var pull = unproven(vendor);

    assertThat(readAll(pull)).containsExactly("a", "b", "c");

    assertThat(pull.noticed(ProtocolViolation.PAGING)).isTrue();
    assertThat(vendor.asked).hasSize(8);
  }

  @ParameterizedTest(name = "of a total of {0}")
  @CsvSource({"3,false", "4,true"})
  void aLastPageThatComesAgainIsTheEndOnceAllHaveBeenRead(int total, boolean fails) {
    var vendor = byCursor().total(total);
    for (var i = 0; i < 4; i++) {
      vendor.page("x", C, A).page("y", B).page("z", B);
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
    var vendor = byNumber(SortOrder.UNKNOWN).page(A).page(A);
    var pull = unproven(vendor).knowing(ProtocolViolation.PAGING);

    assertThat(readAll(pull)).containsExactly("a");

    assertThat(vendor.asked).hasSize(2);
  }

  @Test
  void aPageThatIsRepeatedByChanceIsReadAgain() {
    var vendor = byNumber(SortOrder.UNKNOWN).page(B).page(B).page(C).page(B).page(A).page();
    var pull = unproven(vendor);

    assertThat(readAll(pull)).containsExactly("a", "b", "c");

    assertThat(pull.noticed(ProtocolViolation.PAGING)).isFalse();
  }

  @Test
  void aListThatEndsByRepeatingItsLastPageIsReadAgainWhereRowsMayHaveBeenSkipped() {
    var vendor = byNumber(SortOrder.UNKNOWN).page(A, B, C).page(E).page(E);
    for (var pass = 0; pass < 4; pass++) {
      vendor.page(B, C, D).page(E).page(E);
    }
    var pull = backfill(vendor).knowing(ProtocolViolation.PAGING);

    assertThat(readAll(pull)).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void rowsMuchOlderThanRequestedShowThatTheTimeFilterIsIgnored() {
    assertThat(noticesOldRow(at("08:00:00").minus(Duration.ofDays(3)))).isFalse();
    assertThat(noticesOldRow(at("07:59:59.999").minus(Duration.ofDays(3)))).isTrue();
  }

  private static boolean noticesOldRow(Instant time) {
    var old = Event.of("old", time, Events.json("{}"));
    var pull = unproven(byNumber(SortOrder.OLDEST_FIRST).page(old, A).page());
    readAll(pull);
    return pull.noticed(ProtocolViolation.TIME_FILTER);
  }
}
