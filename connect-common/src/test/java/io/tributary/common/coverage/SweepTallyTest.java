// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.coverage;

import static io.tributary.common.coverage.Verdict.COMPLETE;
import static io.tributary.common.coverage.Verdict.GAP;
import static io.tributary.common.coverage.Verdict.UNPROVEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.vendor.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepTallyTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

  /** Half past midnight to half past five. */
  private static final Window WINDOW = new Window(at(0, 30), at(5, 30), 100);

  private final SweepTally tally = new SweepTally(WINDOW);

  @Test
  void countsEachEventOnceInItsHour() {
    tally.listed(List.of(event("a", at(1, 0)), event("b", at(1, 59)), event("c", at(2, 0))));
    tally.listed(List.of(event("b", at(1, 59))));

    var hours = hours(SeenIds.NONE, WINDOW.from(), MIDNIGHT);

    assertThat(hours).extracting(HourCoverage::listed).containsExactly(2L, 1L, 0L, 0L);
    assertThat(hours.get(0).digest())
        .isEqualTo(
            HourCoverage.digest("a", "2026-03-01T01:00:00Z")
                + HourCoverage.digest("b", "2026-03-01T01:59:00Z"));
  }

  /** An example that anybody can recompute: printf 'e1\0002026-03-01T01:00:00Z' | sha256sum. */
  @Test
  void theDigestOfAnEventIsTheBeginOfTheHashOfItsKeyAndTime() {
    assertThat("%016x".formatted(HourCoverage.digest("e1", "2026-03-01T01:00:00Z")))
        .isEqualTo("ca7c74faa1f38c35");
  }

  @Test
  void onlyWholeHoursWithinTheWindowAreTold() {
    assertThat(hours(SeenIds.NONE, WINDOW.from(), MIDNIGHT))
        .extracting(HourCoverage::hour)
        .containsExactly(at(1, 0), at(2, 0), at(3, 0), at(4, 0));
  }

  @Test
  void hoursThatBeginBeforeWhatIsStillSentAreNotTold() {
    assertThat(hours(SeenIds.NONE, at(2, 1), MIDNIGHT))
        .extracting(HourCoverage::hour)
        .containsExactly(at(3, 0), at(4, 0));
  }

  @Test
  void rowsOutsideTheWindowAndThoseWithoutATimeDoNotCount() {
    tally.listed(List.of(event("a", at(0, 10)), event("b", at(5, 30)), event("c", null)));

    assertThat(hours(SeenIds.NONE, WINDOW.from(), MIDNIGHT))
        .extracting(HourCoverage::listed)
        .containsOnly(0L);
  }

  @Test
  void fromTheFirstEventThatIsGoneToTheNextThatIsListedIsAGap() {
    var seen = seen(event("a", at(2, 10)), event("b", at(3, 10)), event("c", at(3, 20)));
    tally.listed(List.of(event("z", at(0, 40)), event("c", at(3, 20))));

    assertThat(hours(seen, WINDOW.from(), MIDNIGHT))
        .extracting(HourCoverage::verdict)
        .containsExactly(COMPLETE, GAP, GAP, COMPLETE);
  }

  @Test
  void aGapReachesToTheHourOfTheNextRow() {
    var seen = seen(event("a", at(1, 10)));
    tally.listed(List.of(event("z", at(0, 40)), event("new", at(3, 1))));

    assertThat(hours(seen, WINDOW.from(), MIDNIGHT))
        .extracting(HourCoverage::verdict)
        .containsExactly(GAP, GAP, GAP, COMPLETE);
  }

  @Test
  void withoutANextRowAllThatFollowsIsAGap() {
    var seen = seen(event("a", at(2, 10)));
    tally.listed(List.of(event("z", at(0, 40))));

    assertThat(hours(seen, WINDOW.from(), MIDNIGHT))
        .extracting(HourCoverage::verdict)
        .containsExactly(COMPLETE, GAP, GAP, GAP);
  }

  @Test
  void whatWasSentBeforeTheWindowOrBehindItIsNotExpected() {
    var seen = seen(event("a", at(0, 29)), event("b", at(5, 30)));
    tally.listed(List.of(event("z", at(0, 40))));

    assertThat(hours(seen, WINDOW.from(), MIDNIGHT))
        .extracting(HourCoverage::verdict)
        .containsOnly(COMPLETE);
  }

  @Test
  void anHourBeforeTheFirstRowIsUnprovenUnlessTheFeedWasFollowedThen() {
    tally.listed(List.of(event("a", at(2, 10))));

    assertThat(hours(SeenIds.NONE, WINDOW.from(), Instant.MAX))
        .extracting(HourCoverage::verdict)
        .containsExactly(UNPROVEN, UNPROVEN, COMPLETE, COMPLETE);
    assertThat(hours(SeenIds.NONE, WINDOW.from(), at(2, 0)))
        .extracting(HourCoverage::verdict)
        .containsExactly(UNPROVEN, COMPLETE, COMPLETE, COMPLETE);
  }

  @Test
  void aSweepInDoubtProvesNothing() {
    tally.doubt();

    assertThat(hours(SeenIds.NONE, WINDOW.from(), MIDNIGHT))
        .extracting(HourCoverage::verdict)
        .containsOnly(UNPROVEN);
  }

  private List<HourCoverage> hours(SeenIds before, Instant since, Instant followed) {
    return tally.hours(before, since, followed, Map.of());
  }

  private static SeenIds seen(Event... events) {
    return Checkpoint.startingAt(MIDNIGHT)
        .emit(
            List.of(events),
            Reach.of(at(6, 0)),
            new LookBack(Duration.ofMinutes(1), Duration.ofDays(1)))
        .after()
        .seen();
  }

  private static Instant at(int hour, int minute) {
    return MIDNIGHT.plus(Duration.ofHours(hour).plusMinutes(minute));
  }

  private static Event event(String id, Instant time) {
    return Event.of(id, time, ByteSlice.of("{}".getBytes(StandardCharsets.UTF_8)));
  }
}
