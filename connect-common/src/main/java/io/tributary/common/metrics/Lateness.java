// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import io.tributary.common.error.Durations;
import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.Histogram;

/**
 * How late events are first seen after their own time, in milliseconds with two significant digits.
 * It shows whether {@code overlap.ms} is wide enough. Not safe for use by several threads.
 */
public final class Lateness {
  private static final int SIGNIFICANT_DIGITS = 2;

  private final Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);

  /**
   * An event of the given time was first seen now; one dated in the future counts as seen at once.
   */
  public void add(Instant time, Instant now) {
    histogram.recordValue(time.isAfter(now) ? 0 : Duration.between(time, now).toMillis());
  }

  /** How many events were added. */
  public long count() {
    return histogram.getTotalCount();
  }

  /** The lateness that the given percentage of events does not exceed; zero without events. */
  public Duration percentile(double percent) {
    return Duration.ofMillis(histogram.getValueAtPercentile(percent));
  }

  /** Such as {@code p50 31.2 s, p99 58.1 s, max 75.0 s}. */
  @Override
  public String toString() {
    return "p50 " + seconds(50) + ", p99 " + seconds(99) + ", max " + seconds(100);
  }

  private String seconds(double percent) {
    return Durations.text(percentile(percent));
  }
}
