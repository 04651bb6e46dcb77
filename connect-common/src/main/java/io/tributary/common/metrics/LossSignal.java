// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Each condition by which an event may be lost, late or repeated (rule R8). A signal is counted by
 * a metric of its kind and in the sum of all, and noted in the journal.
 */
public enum LossSignal {
  RETENTION_GAP(SourceMetric.RETENTION_GAPS),
  OVERLAP_SHRUNK(SourceMetric.OVERLAPS_SHRUNK),
  HORIZON_SHRUNK(SourceMetric.HORIZONS_SHRUNK),
  ROWS_MISSING(SourceMetric.ROWS_MISSING),
  ROWS_MOVED(SourceMetric.ROWS_MOVED),
  ORDER_BROKEN(SourceMetric.ORDERS_BROKEN),
  LIST_GIVEN_UP(SourceMetric.LISTS_GIVEN_UP),
  TIME_FILTER_IGNORED(SourceMetric.TIME_FILTER_IGNORED),
  PAGE_REPEATED(SourceMetric.PAGES_REPEATED),
  EVENTS_DEFERRED(SourceMetric.DEFERRED),
  EVENTS_WITHHELD(SourceMetric.WITHHELD),
  EVENTS_UNREADABLE(SourceMetric.UNPARSABLE),
  EVENTS_OVERSIZE(SourceMetric.OVERSIZE),
  EVENTS_UNMAPPABLE(SourceMetric.UNMAPPABLE),
  EVENTS_CHANGED(SourceMetric.CHANGED);

  private final SourceMetric metric;

  LossSignal(SourceMetric metric) {
    this.metric = metric;
  }

  /** The metric that counts this kind, and nothing else. */
  public SourceMetric metric() {
    return metric;
  }

  /** The name of this kind in journals and heartbeats, such as {@code retention_gap}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Counts cases, if there are any, and notes them in the journal.
   *
   * @param line what happened, in which each {@code {}} takes one argument
   */
  public void note(
      TaskMetrics<SourceMetric> metrics, long cases, String line, @Nullable Object... arguments) {
    if (cases > 0) {
      metrics.add(metric, cases);
      metrics.add(SourceMetric.POSSIBLE_LOSSES, cases);
      metrics.journal().note(Journal.Level.WARNING, key(), line, arguments);
    }
  }
}
