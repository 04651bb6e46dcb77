// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.HistoryCut;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.config.BackfillSettings;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.json.TimeRange;
import io.tributary.common.vendor.Feed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a feed, in the order of their claim on requests: the tail, what is to be sent again,
 * and the slices of the history. What was decided when the feed began stands in every offset, and
 * wins over the settings: a history that has begun is read to its end.
 */
final class LanePlan {
  private static final String HISTORY = "history-";
  private static final String REPLAY = "replay ";

  /**
   * A lane of the plan.
   *
   * @param name its name in the source partition, empty for the tail
   * @param checkpoint where it is read from
   * @param stored whether an offset was stored
   * @param range what lies in it, or null if it never ends
   */
  record Planned(
      String name,
      Map<String, String> partition,
      Checkpoint checkpoint,
      boolean stored,
      @Nullable TimeRange range) {
    boolean isTail() {
      return range == null;
    }

    boolean isReplay() {
      return name.startsWith(REPLAY);
    }
  }

  private final SourceConfig config;
  private final Feed feed;
  private final OffsetStorageReader offsets;

  LanePlan(SourceConfig config, Feed feed, OffsetStorageReader offsets) {
    this.config = config;
    this.feed = feed;
    this.offsets = offsets;
  }

  /**
   * Returns all lanes of the feed.
   *
   * @param agreed the cut of a feed that begins, which its tasks have been told, or null
   * @throws org.apache.kafka.common.KafkaException if a stored offset is unreadable, or if there is
   *     none and the start time is too old
   */
  List<Planned> lanes(@Nullable HistoryCut agreed, Instant now) {
    var tail = tail(agreed, now);
    var lanes = new ArrayList<>(List.of(tail));
    for (var range : BackfillSettings.replays(config)) {
      lanes.add(closed(REPLAY + range, range, null));
    }
    var cut = tail.checkpoint().cut();
    if (cut != null) {
      var number = 0;
      for (var range : cut.ranges()) {
        lanes.add(closed(HISTORY + ++number, range, cut));
      }
    }
    return lanes;
  }

  private Planned tail(@Nullable HistoryCut agreed, Instant now) {
    var stored = StartingPoint.of(config, feed, offsets);
    if (stored.isPresent() && stored.get().cut() != null) {
      return new Planned("", partition(""), stored.get(), true, null);
    }
    // The tail may not have stored anything yet, or its offset has been altered by hand.
    var begun = cutOfHistory();
    if (stored.isPresent()) {
      var tail = stored.get().with(begun.orElse(null));
      return new Planned("", partition(""), tail, true, null);
    }
    if (begun.isPresent()) {
      return tail(begun.get(), true);
    }
    var start = config.firstStart(now);
    var cut = agreed == null && BackfillSettings.isBehind(config) ? firstCut(start, now) : agreed;
    return cut == null
        ? new Planned("", partition(""), Checkpoint.startingAt(start), false, null)
        : tail(cut, false);
  }

  private Planned tail(HistoryCut cut, boolean begun) {
    var begin = Checkpoint.startingAt(cut.border()).with(cut);
    return new Planned("", partition(""), begin, begun, null);
  }

  private @Nullable HistoryCut firstCut(Instant start, Instant now) {
    var late = config.overlap().plus(config.settle());
    return HistoryCut.of(start, now, late, BackfillSettings.SLICES.of(config));
  }

  /** Whether a source partition may have a lane of this name. */
  static boolean isLane(String name) {
    return name.matches(HISTORY + "[1-9]\\d?|" + REPLAY + ".+/.+");
  }

  /** Returns the cut that a slice has stored. */
  private Optional<HistoryCut> cutOfHistory() {
    var partitions =
        IntStream.rangeClosed(1, HistoryCut.MOST_SLICES)
            .mapToObj(number -> partition(HISTORY + number))
            .toList();
    return offsets.offsets(partitions).values().stream()
        .filter(Objects::nonNull)
        .map(offset -> OffsetCodec.decode(offset).cut())
        .filter(Objects::nonNull)
        .findFirst();
  }

  private Planned closed(String name, TimeRange range, @Nullable HistoryCut cut) {
    var partition = partition(name);
    var stored = offsets.offset(partition);
    var at =
        stored == null ? Checkpoint.startingAt(range.from()).with(cut) : OffsetCodec.decode(stored);
    return new Planned(name, partition, at, stored != null, range);
  }

  private Map<String, String> partition(String lane) {
    return feed.toPartition(config.baseUrl().toString(), config.reset(), lane);
  }
}
