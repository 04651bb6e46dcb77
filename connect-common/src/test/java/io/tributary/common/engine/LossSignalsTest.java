// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.PullRun.A;
import static io.tributary.common.engine.PullRun.B;
import static io.tributary.common.engine.PullRun.HOUR;
import static io.tributary.common.engine.PullRun.START;
import static io.tributary.common.event.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.coverage.RetentionProbe;
import io.tributary.common.event.Events;
import io.tributary.common.metrics.Journal;
import io.tributary.common.metrics.LossSignal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.Present;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** R8: whatever may mean a loss is a metric and an entry of the journal, and not only a warning. */
class LossSignalsTest {
  private final TaskMetrics<SourceMetric> metrics = Events.metrics();
  private final FeedObserver observer =
      new FeedObserver(
          ScriptedVendor.byNumber(SortOrder.UNKNOWN),
          LookBack.over(Duration.ofMinutes(1)),
          new EventPuller.Clocks(
              () -> at("12:00:00"), System::nanoTime, () -> Present.at(at("12:00:00"))),
          metrics);

  @BeforeEach
  void openJournal() {
    metrics.journal().open();
  }

  @Test
  void aPurgedLogUntilAnEventIsListedAgain() {
    var sent =
        START.emit(List.of(A), Reach.of(HOUR.to()), LookBack.over(Duration.ofMinutes(1))).after();
    var gap = RetentionProbe.of(sent, HOUR, false);

    finish(gap);
    finish(gap);

    assertTold(LossSignal.RETENTION_GAP, "purged its log up to 2026-03-01T08:00:01Z");
    finish(gap.with(List.of(A)));
    assertThat(metrics.value(SourceMetric.RETENTION_GAPS)).isEqualTo(1);
    finish(gap);
    assertThat(metrics.value(SourceMetric.RETENTION_GAPS)).isEqualTo(2);
  }

  @Test
  void anOverlapThatShrinksOnceInARound() {
    observer.observe(new Observation.OverlapShrunk(at("08:00:00")));
    observer.observe(new Observation.OverlapShrunk(at("08:00:01")));

    assertTold(LossSignal.OVERLAP_SHRUNK, "now starts at 2026-03-01T08:00:00Z");
  }

  @Test
  void aHorizonThatShrinksOnceAnHour() {
    observer.observe(new Observation.HorizonShrunk(at("08:00:00")));
    observer.observe(new Observation.HorizonShrunk(at("09:00:00")));

    assertTold(LossSignal.HORIZON_SHRUNK, "sweeps now start at 2026-03-01T08:00:00Z");
    observer.observe(new Observation.HorizonShrunk(at("09:00:01")));
    assertThat(metrics.value(SourceMetric.HORIZONS_SHRUNK)).isEqualTo(2);
  }

  @Test
  void rowsThatTheServerReportedButDidNotList() {
    observer.observe(new Observation.RowsMissing(HOUR, 7));

    assertTold(LossSignal.ROWS_MISSING, "the server reported 7 more than it listed");
  }

  @Test
  void rowsThatKeptMoving() {
    observer.observe(new Observation.RowsMissing(HOUR, 0));

    assertTold(LossSignal.ROWS_MOVED, "goes on with what is listed");
  }

  @Test
  void anOrderThatBroke() {
    observer.observe(new Observation.OrderBroke(HOUR, at("08:00:00")));

    assertTold(LossSignal.ORDER_BROKEN, "Rows before 2026-03-01T08:00:00Z were skipped");
  }

  @Test
  void aListThatWasGivenUp() {
    observer.observe(new Observation.PartlyRead(HOUR));

    assertTold(LossSignal.LIST_GIVEN_UP, "keeps failing");
  }

  @Test
  void aTimeFilterThatIsIgnored() {
    observer.observe(new Observation.Violated(ProtocolViolation.TIME_FILTER));

    assertTold(LossSignal.TIME_FILTER_IGNORED, "ignored the time filter");
  }

  @Test
  void aPageThatIsRepeated() {
    observer.observe(new Observation.Violated(ProtocolViolation.PAGING));

    assertTold(LossSignal.PAGE_REPEATED, "repeats the previous page");
  }

  @Test
  void anOrderThatWasPromisedInVainCostsNoEvent() {
    observer.observe(new Observation.Violated(ProtocolViolation.ORDER));

    assertThat(metrics.value(SourceMetric.POSSIBLE_LOSSES)).isZero();
  }

  @Test
  void eventsThatAreDeferred() {
    observer.observe(new Observation.Deferred(1));

    assertTold(LossSignal.EVENTS_DEFERRED, "dated so far ahead");
  }

  @Test
  void eventsThatHaveChanged() {
    var changed = Events.changed(Events.event("a", "08:00:00"));
    observer.observe(new Observation.PageArrived(List.of(changed, B)));

    assertTold(LossSignal.EVENTS_CHANGED, "Check dedupe.key");
  }

  private void finish(RetentionProbe probe) {
    observer.observe(new Observation.Finished(0, probe, true, true, Duration.ZERO));
  }

  private void assertTold(LossSignal signal, String text) {
    assertThat(metrics.value(signal.metric())).isEqualTo(1);
    assertThat(metrics.value(SourceMetric.POSSIBLE_LOSSES)).isEqualTo(1);
    assertThat(metrics.journal().take())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.level()).isEqualTo(Journal.Level.WARNING);
              assertThat(entry.kind()).isEqualTo(signal.key());
              assertThat(entry.text()).contains(text);
            });
  }
}
