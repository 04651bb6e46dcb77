// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tributary.common.coverage.LedgerComparison.Difference;
import io.tributary.common.coverage.LedgerComparison.Kind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerComparisonTest {
  private static final Instant ONE = Instant.parse("2026-03-01T01:00:00Z");
  private static final Instant TWO = Instant.parse("2026-03-01T02:00:00Z");
  private static final Instant THREE = Instant.parse("2026-03-01T03:00:00Z");
  private static final String FEED = "acme/logs/https://acme";

  private final LedgerComparison comparison = new LedgerComparison(ONE, TWO);

  @Test
  void theSameEventsInAnyOrderAreEqualAndARepeatCountsOnce() {
    claim(Verdict.COMPLETE, "a", "b");
    send("b", "a", "a");

    assertThat(comparison.differences()).isEmpty();
  }

  @Test
  void namesWhatIsMissingExtraOrAnother() {
    claim(Verdict.COMPLETE, "a", "b");
    assertThat(comparison.differences()).containsExactly(new Difference(ONE, Kind.MISSING, 2));
    send("a", "c");
    assertThat(comparison.differences()).containsExactly(new Difference(ONE, Kind.OTHER, 0));
    send("b");
    assertThat(comparison.differences()).containsExactly(new Difference(ONE, Kind.EXTRA, 1));
  }

  @Test
  void anHourWithoutARecordIsADifferenceEvenIfNothingWasSent() {
    var two = new LedgerComparison(ONE, THREE);
    two.claimed(FEED, new HourCoverage(TWO, 0, 0, 0, Verdict.COMPLETE));

    assertThat(two.differences()).containsExactly(new Difference(ONE, Kind.NO_RECORD, 0));
  }

  @Test
  void aGapCountsOnlyWhereNothingIsComplete() {
    claim(Verdict.UNPROVEN);
    assertThat(comparison.differences()).containsExactly(new Difference(ONE, Kind.UNPROVEN, 0));
    claim(Verdict.GAP);
    claim(Verdict.UNPROVEN);
    assertThat(comparison.differences()).containsExactly(new Difference(ONE, Kind.GAP, 0));
    claim(Verdict.COMPLETE, "a");
    claim(Verdict.GAP);
    send("a");

    assertThat(comparison.differences()).isEmpty();
  }

  @Test
  void theLastCompleteRecordCounts() {
    claim(Verdict.COMPLETE, "a");
    claim(Verdict.COMPLETE, "a", "b");
    send("a", "b");

    assertThat(comparison.differences()).isEmpty();
  }

  @Test
  void feedsInOneTopicAddUpAndEachNeedsARecord() {
    claim(Verdict.COMPLETE, "a");
    comparison.claimed("other", claim("b"));
    send("a", "b");
    assertThat(comparison.differences()).isEmpty();

    comparison.claimed("third", new HourCoverage(THREE, 0, 0, 0, Verdict.COMPLETE));
    assertThat(comparison.differences()).containsExactly(new Difference(ONE, Kind.NO_RECORD, 0));
  }

  @Test
  void onlyWholeHoursAreCompared() {
    assertThat(new LedgerComparison(ONE.plusSeconds(1), THREE.plusSeconds(59)).hours())
        .isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LedgerComparison(ONE.plusSeconds(1), TWO.plusSeconds(59)));
  }

  @Test
  void recordsOfOtherHoursOrWithoutATimeDoNotCount() {
    claim(Verdict.COMPLETE);
    comparison.sent("a", "2026-03-01T02:00:00Z");
    comparison.sent("b", null);
    comparison.sent("c", "yesterday");

    assertThat(comparison.differences()).isEmpty();
  }

  private void claim(Verdict verdict, String... keys) {
    var claim = claim(keys);
    comparison.claimed(FEED, new HourCoverage(ONE, claim.listed(), claim.digest(), 0, verdict));
  }

  private static HourCoverage claim(String... keys) {
    var digest = 0L;
    for (var key : keys) {
      digest += HourCoverage.digest(key, "2026-03-01T01:30:00Z");
    }
    return new HourCoverage(ONE, keys.length, digest, 0, Verdict.COMPLETE);
  }

  private void send(String... keys) {
    for (var key : keys) {
      comparison.sent(key, "2026-03-01T01:30:00Z");
    }
  }
}
