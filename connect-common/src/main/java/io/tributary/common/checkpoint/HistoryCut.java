// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import io.tributary.common.json.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a feed is divided into the tail, which begins at a border and goes on for ever, and the
 * history before it. It stands in the offset of every lane, so each of them can rebuild the others,
 * and no later setting moves it.
 *
 * @param history what lies before the border, which is where the history ends
 * @param slices the number of parts in which the history is read, from 1 to {@link #MOST_SLICES}
 */
public record HistoryCut(TimeRange history, int slices) {
  /** The most parts of a history. */
  public static final int MOST_SLICES = 32;

  /**
   * Rejects a number of slices that is out of range.
   *
   * @throws IllegalArgumentException if there are fewer than 1 or more than {@link #MOST_SLICES}
   */
  public HistoryCut {
    if (slices < 1 || slices > MOST_SLICES) {
      throw new IllegalArgumentException("must have 1 to " + MOST_SLICES + " slices");
    }
  }

  /**
   * Returns the cut of a feed that begins now, or null if there is no history. The border is the
   * whole hour at which no event is expected to appear any more, so each hour lies in one lane, and
   * a task that starts again soon finds the same border.
   *
   * @param start where the history begins, UTC
   * @param overlap how late an event may appear
   */
  public static @Nullable HistoryCut of(Instant start, Instant now, Duration overlap, int slices) {
    var from = start.truncatedTo(ChronoUnit.SECONDS);
    var border = now.minus(overlap).truncatedTo(ChronoUnit.HOURS);
    return from.isBefore(border) ? new HistoryCut(new TimeRange(from, border), slices) : null;
  }

  /**
   * Parses the form that {@link #toString} returns.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static HistoryCut parse(String text) {
    var end = text.lastIndexOf('/');
    if (end < 0) {
      throw new IllegalArgumentException("must be a start, an end and a number of slices");
    }
    return new HistoryCut(
        TimeRange.parse(text.substring(0, end)), Integer.parseInt(text.substring(end + 1)));
  }

  /** Where the tail begins, UTC. */
  public Instant border() {
    return history.until();
  }

  /** Returns the parts of the history, the oldest first, in whole seconds. */
  public List<TimeRange> ranges() {
    var seconds = history.length().toSeconds();
    var parts = (int) Math.min(slices, seconds);
    var ranges = new ArrayList<TimeRange>(parts);
    for (var i = 0; i < parts; i++) {
      ranges.add(
          new TimeRange(
              history.from().plusSeconds(seconds * i / parts),
              history.from().plusSeconds(seconds * (i + 1) / parts)));
    }
    return ranges;
  }

  @Override
  public String toString() {
    return history + "/" + slices;
  }
}
