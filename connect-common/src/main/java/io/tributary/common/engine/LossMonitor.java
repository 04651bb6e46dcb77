// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.coverage.RetentionProbe;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.metrics.LossSignal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reports the conditions under which reading a feed may lose an event (rule R8): as a warning, in
 * the metrics and in the journal.
 */
final class LossMonitor {
  private static final ConnectorLog LOG = ConnectorLog.of(LossMonitor.class);

  private final TaskMetrics<SourceMetric> metrics;
  private boolean gap;
  private boolean overlapShrunk;
  private Instant horizonReported = Instant.EPOCH;

  LossMonitor(TaskMetrics<SourceMetric> metrics) {
    this.metrics = metrics;
  }

  /** Records that a pull has begun. */
  void opened() {
    overlapShrunk = false;
  }

  /**
   * Records that a window has been read completely. Reports that a vendor has purged events that
   * may not have been read: once, until an event is listed again.
   */
  void finished(RetentionProbe probe) {
    if (probe.foundGap() && !gap) {
      warn(
          LossSignal.RETENTION_GAP,
          "retention gap: none of the {} events in the overlap is listed any more. The vendor has"
              + " purged its log up to {} or later. Events purged before they were read are lost",
          probe.expected(),
          probe.before().time());
    }
    gap = probe.foundGap();
  }

  /** Records that rows were left out because they had changed their order. */
  void orderBroke(Observation.OrderBroke broke) {
    warn(
        LossSignal.ORDER_BROKEN,
        "the order of the rows changed within {}. Rows before {} were skipped",
        broke.range(),
        broke.leftOutBefore());
  }

  /** Records that a list ended before all of its rows were known to be read. */
  void rowsMissing(Observation.RowsMissing missing) {
    if (missing.rows() > 0) {
      warn(
          LossSignal.ROWS_MISSING,
          "rows may be missing in {}: the server reported {} more than it listed",
          missing.range(),
          missing.rows());
    } else {
      warn(
          LossSignal.ROWS_MOVED,
          "rows may be missing in {}: they kept moving, so the feed goes on with what is listed",
          missing.range());
    }
  }

  /** Records that a list was given up at a page that keeps failing. */
  void partlyRead(Observation.PartlyRead part) {
    warn(
        LossSignal.LIST_GIVEN_UP,
        "a later page of {} keeps failing. The pages before it are sent, and the list is read again",
        part.range());
  }

  /** Records that the overlap shrank: once in a pull. */
  void overlapShrunk(Observation.OverlapShrunk shrunk) {
    if (!overlapShrunk) {
      overlapShrunk = true;
      warn(
          LossSignal.OVERLAP_SHRUNK,
          "more than {} events lie within overlap.ms, so the overlap now starts at {}",
          SeenIds.MOST,
          shrunk.since());
    }
  }

  /**
   * Records that sweeps begin later than the horizon. Of a busy feed it is the rule, so it is
   * reported again only when the begin has moved on by an hour.
   */
  void horizonShrunk(Instant since) {
    if (since.isAfter(horizonReported.plus(Duration.ofHours(1)))) {
      horizonReported = since;
      warn(
          LossSignal.HORIZON_SHRUNK,
          "more than {} events lie within sweep.horizon.ms, so sweeps now start at {}",
          SeenIds.MOST,
          since);
    }
  }

  private void warn(LossSignal signal, String line, @Nullable Object... arguments) {
    LOG.warn(line, arguments);
    signal.note(metrics, 1, line, arguments);
  }
}
