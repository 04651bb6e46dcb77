// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.coverage;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows the polls and sweeps of a feed, and says after each sweep which hours to publish: those
 * of which it has not yet said the same. Not thread-safe.
 */
public final class CoverageTracker {
  /** A vendor is not expected to purge what it listed a shorter time ago. */
  private static final Duration LONGEST_INTERRUPTION = Duration.ofHours(1);

  private final Map<Instant, HourCoverage> published = new HashMap<>();
  private final Map<Instant, Long> late = new HashMap<>();
  private final List<HourCoverage> due = new ArrayList<>();
  private @Nullable SweepTally sweep;
  private Instant followed = Instant.MAX;
  private Instant lastPoll = Instant.MIN;

  /** Notes that a poll has been completed. What it has sent was noted before. */
  public void polled(boolean upToDate, Instant now) {
    if (!upToDate) {
      return;
    }
    if (lastPoll.plus(LONGEST_INTERRUPTION).isBefore(now)) {
      followed = now;
    }
    lastPoll = now;
  }

  /** Notes that a sweep begins to read a window. */
  public void opened(Window window) {
    sweep = new SweepTally(window);
  }

  /** Notes rows that the vendor lists to a sweep, or events that a poll sends meanwhile. */
  public void listed(List<Event> rows) {
    if (sweep != null) {
      sweep.listed(rows);
    }
  }

  /** Notes that a sweep has found events, which are sent. */
  public void found(List<Event> events) {
    for (var event : events) {
      var time = event.time();
      if (time != null) {
        late.merge(HourCoverage.hourOf(time), 1L, Long::sum);
      }
    }
  }

  /** Notes that the sweep may have left out rows. */
  public void doubted() {
    if (sweep != null) {
      sweep.doubt();
    }
  }

  /**
   * Notes that the window of the sweep has been read, and all of it sent.
   *
   * @param before the checkpoint when it was opened
   * @param since events older than this, UTC, are not sent any more
   * @return the hours that become due to be published
   */
  public List<HourCoverage> finished(Checkpoint before, Instant since) {
    if (sweep == null) {
      return List.of();
    }
    published.keySet().removeIf(hour -> hour.isBefore(since));
    late.keySet().removeIf(hour -> hour.isBefore(HourCoverage.hourOf(since)));
    var news =
        sweep.hours(before.seen(), since, followed, late).stream().filter(this::isNews).toList();
    news.forEach(hour -> published.put(hour.hour(), hour));
    due.addAll(news);
    sweep = null;
    return news;
  }

  /** What was complete once stays so, even if the vendor purges it later. */
  private boolean isNews(HourCoverage hour) {
    var known = published.get(hour.hour());
    return known == null
        || !(hour.agreesWith(known) || hour.verdict().isWeakerThan(known.verdict()));
  }

  /** Takes the hours to publish, in the order in which they are to be published. */
  public List<HourCoverage> take() {
    var taken = List.copyOf(due);
    due.clear();
    return taken;
  }
}
