// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.vendor.Feed;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Where a task begins to read a feed: at its offset, or else at the furthest one that an earlier
 * release stored under another spelling of the same address, or else at the start time. Only a feed
 * without an offset begins at the start time, so only then is the age of that judged.
 *
 * @param stored whether an offset was stored, which proves that the feed has worked
 */
record StartingPoint(Checkpoint checkpoint, boolean stored) {
  private static final ConnectorLog LOG = ConnectorLog.of(EventSourceTask.class);

  /**
   * Returns where the feed begins.
   *
   * @throws org.apache.kafka.common.KafkaException if a stored offset is unreadable, or if there is
   *     none and the start time is too old
   */
  static StartingPoint of(
      SourceConfig config, Feed feed, OffsetStorageReader offsets, Instant now) {
    var baseUrl = config.baseUrl().toString();
    var partition = feed.toPartition(baseUrl, config.reset());
    var own = offsets.offset(partition);
    if (own != null) {
      return new StartingPoint(OffsetCodec.decode(own), true);
    }
    // An offset under the canonical address counts alone: it may have been rewound.
    var earlier =
        offsets.offsets(feed.toEarlierPartitions(config.configuredBaseUrls(), config.reset()));
    var furthest =
        earlier.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> Map.entry(entry.getKey(), OffsetCodec.decode(entry.getValue())))
            .max(Comparator.comparing(entry -> entry.getValue().time()));
    if (furthest.isEmpty()) {
      return new StartingPoint(Checkpoint.startingAt(config.firstStart(now)), false);
    }
    LOG.info(
        "continuing from the offset of {}, and storing the next one under {}",
        furthest.get().getKey(),
        partition);
    return new StartingPoint(furthest.get().getValue(), true);
  }
}
