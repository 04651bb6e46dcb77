// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.many;
import static io.tributary.common.paging.ListServer.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import org.junit.jupiter.api.Test;

/** Servers that refuse a page behind others. */
class TimePagerRefusalTest {
  private static final Event A = event("a", "08:00:01");
  private static final Event B = event("b", "08:00:02");

  private final PagerRun run = PagerRun.byTime(HOUR);

  @Test
  void theRefusalOfAPageThatOnlyAsksForMoreIsTheEnd() {
    run.step(ListServer.of(A, B)::byRow);

    assertThat(run.refused(false, true)).isTrue();
    assertThat(run.end().rows()).isEmpty();
  }

  @Test
  void theRefusalOfAFirstPageIsAFailure() {
    assertThat(run.refused(false, true)).isFalse();
    assertThat(run.refused(true, false)).isFalse();
  }

  @Test
  void theRefusalOfAFirstPageBehindOthersIsAFailure() {
    run.step(ListServer.of(A, B, event("c", "08:00:03"))::byRow);

    assertThat(run.refused(true, true)).isFalse();
  }

  @Test
  void theRefusalOfAPageWithinAFullSecondIsNoEndUntilOneRowIsRefused() {
    var server = new ListServer(many("a", 7, "08:00:00"));
    run.step(server::byRow);
    assertThat(run.refused(false, true)).isFalse();

    var single = PagerRun.byTime(HOUR.withLimit(1)).step(server::byRow);
    assertThat(single.refused(false, false)).isTrue();
  }

  @Test
  void theRefusalOfARowBeyondAThousandIsNoEnd() {
    var server = new ListServer(many("a", 1001, "08:00:00"));
    var single = PagerRun.byTime(HOUR.withLimit(1));
    for (var i = 0; i < 1000; i++) {
      single.step(server::byRow);
    }

    assertThat(single.refused(false, false)).isFalse();
  }

  @Test
  void aPageThatDoesNotExistEndsAFullSecond() {
    var server = new ListServer(many("a", 3, "08:00:00"));

    for (var passes = 0; passes < 5 && !run.isOver(); passes++) {
      run.step(server::byRow);
      assertThat(run.refused(true, true)).isTrue();
    }

    assertThat(run.end().rows()).isEmpty();
  }
}
