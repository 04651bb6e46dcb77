package io.tributary.common.engine;

import io.tributary.common.event.Event;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is odd about the server of a feed: counted, or told once. */
final class ProtocolMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolMonitor.class);

  /** A filter by whole days may round up twice and count calendar days. */
  private static final Duration COARSEST_FILTER = Duration.ofDays(3);

  private final String feed;
  private final VendorApi api;
  private final TaskMetrics<SourceMetric> metrics;
  private final Set<ProtocolViolation> noticed = EnumSet.noneOf(ProtocolViolation.class);

  ProtocolMonitor(String feed, VendorApi api, TaskMetrics<SourceMetric> metrics) {
    this.feed = feed;
    this.api = api;
    this.metrics = metrics;
  }

  /** Warns the first time. */
  void noticed(ProtocolViolation oddity) {
    if (noticed.add(oddity)) {
      var settings = api.settingsBehind(oddity);
      LOG.warn(
          "{}: the server {}. {}",
          feed,
          oddity.text(),
          settings.isEmpty() ? "Report it to the vendor." : "Check " + settings + ".");
    }
  }

  /** A window could not be answered whole. */
  void windowSplit() {
    metrics.add(SourceMetric.WINDOWS_SPLIT, 1);
  }

  /** Looks whether the first rows of a range are as old as if its start were ignored. */
  void checkTimes(List<Event> rows, Window range) {
    var oldest = range.from().minus(COARSEST_FILTER);
    if (api.boundsStart()
        && rows.stream().anyMatch(row -> row.timeOr(Instant.MAX).isBefore(oldest))) {
      noticed(ProtocolViolation.TIME_FILTER);
    }
  }

  boolean has(ProtocolViolation oddity) {
    return noticed.contains(oddity);
  }
}
