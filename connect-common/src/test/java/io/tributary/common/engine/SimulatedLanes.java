// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.SimulatedVendor.START;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.HistoryCut;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.json.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The lanes of a simulated feed: what its offsets say, or else the settings and the time. */
final class SimulatedLanes {
  private static final String TAIL = "";

  /**
   * A lane and where it is read from.
   *
   * @param range what lies in it, or null if it is the tail
   */
  record Simulated(String name, Checkpoint checkpoint, @Nullable TimeRange range) {
    Map<String, String> partition() {
      return SimulatedLanes.partition(name);
    }

    boolean holds(Instant time) {
      var border = checkpoint.cut() == null ? Instant.MIN : checkpoint.cut().border();
      return range == null
          ? !time.isBefore(border)
          : !time.isBefore(range.from()) && time.isBefore(range.until());
    }
  }

  private SimulatedLanes() {}

  /** Returns the lanes of a task that starts at the given time. */
  static List<Simulated> of(OffsetStore store, int slices, Duration late, Instant now) {
    var tail = decoded(store, TAIL);
    var cut = tail == null ? begunCut(store, slices) : tail.cut();
    if (tail == null && cut == null && slices > 0) {
      cut = HistoryCut.of(START, now, late, slices);
    }
    var begin = Checkpoint.startingAt(cut == null ? START : cut.border()).with(cut);
    var lanes = new ArrayList<Simulated>();
    lanes.add(new Simulated(TAIL, tail == null ? begin : tail, null));
    var ranges = cut == null ? List.<TimeRange>of() : cut.ranges();
    for (var i = 0; i < ranges.size(); i++) {
      var stored = decoded(store, "history-" + i);
      var first = Checkpoint.startingAt(ranges.get(i).from()).with(cut);
      if (tail == null && stored != null) {
        Mark.TAIL_FOUND_BY_A_SLICE.reach();
      }
      lanes.add(new Simulated("history-" + i, stored == null ? first : stored, ranges.get(i)));
    }
    return lanes;
  }

  static Map<String, String> partition(String lane) {
    var partition = new HashMap<>(Map.of("vendor", "simulated"));
    if (!lane.equals(TAIL)) {
      partition.put("lane", lane);
    }
    return partition;
  }

  private static @Nullable HistoryCut begunCut(OffsetStore store, int slices) {
    for (var i = 0; i < slices; i++) {
      var stored = decoded(store, "history-" + i);
      if (stored != null) {
        return Objects.requireNonNull(stored.cut());
      }
    }
    return null;
  }

  private static @Nullable Checkpoint decoded(OffsetStore store, String lane) {
    var offset = store.offset(partition(lane));
    return offset.isEmpty() ? null : OffsetCodec.decode(offset);
  }
}
