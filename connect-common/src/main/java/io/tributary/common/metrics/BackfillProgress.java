// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** How much of the lanes that end has been read, all lanes of a task together. Not thread-safe. */
public final class BackfillProgress {
  private final TaskMetrics<SourceMetric> metrics;
  private final LongSupplier nanoTime;
  private final long startedNanos;
  private final List<Lane> lanes = new ArrayList<>();

  /** A lane, and how much of it was read when the task started, and has been read since. */
  private static final class Lane {
    private final double seconds;
    private double first = -1;
    private double share;

    private Lane(Duration length) {
      this.seconds = length.toSeconds();
    }
  }

  /** Notes how much of a lane has been read. */
  @FunctionalInterface
  public interface Note {
    /** Notes that the given share has been read, from 0 to 1. */
    void read(double share);
  }

  /** Starts without lanes. The clock is monotonic, in nanoseconds. */
  public BackfillProgress(TaskMetrics<SourceMetric> metrics, LongSupplier nanoTime) {
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.startedNanos = nanoTime.getAsLong();
    publish();
  }

  /** Adds a lane of which nothing is known to be read. */
  public Note add(Duration length) {
    var lane = new Lane(length);
    lanes.add(lane);
    return share -> {
      lane.first = lane.first < 0 ? share : lane.first;
      lane.share = share;
      publish();
    };
  }

  private void publish() {
    var all = 0.0;
    var done = 0.0;
    var before = 0.0;
    for (var lane : lanes) {
      all += lane.seconds;
      done += lane.seconds * lane.share;
      before += lane.seconds * Math.max(0, lane.first);
    }
    var elapsed = Duration.ofNanos(nanoTime.getAsLong() - startedNanos).toMillis();
    var rate = done - before;
    metrics.set(
        SourceMetric.BACKFILL_LANES_LEFT, lanes.stream().filter(lane -> lane.share < 1).count());
    metrics.set(SourceMetric.BACKFILL_DONE, all > 0 ? (long) (100 * done / all) : 100);
    metrics.set(
        SourceMetric.BACKFILL_ENDS_IN, rate > 0 ? (long) (elapsed * (all - done) / rate) : 0);
  }
}
