// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.vendor.Feed;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/**
 * Where a feed goes on: at its offset, or else at the furthest one that an earlier release stored
 * under another spelling of the same address.
 */
final class StartingPoint {
  private static final ConnectorLog LOG = ConnectorLog.of(EventSourceTask.class);

  private StartingPoint() {}

  /**
   * Returns where the feed goes on, or empty if no offset is stored.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if a stored offset is unreadable
   */
  static Optional<Checkpoint> of(SourceConfig config, Feed feed, OffsetStorageReader offsets) {
    var baseUrl = config.baseUrl().toString();
    var partition = feed.toPartition(baseUrl, config.reset(), "");
    var own = offsets.offset(partition);
    if (own != null) {
      return Optional.of(OffsetCodec.decode(own));
    }
    // An offset under the canonical address counts alone: it may have been rewound.
    var earlier =
        offsets.offsets(feed.toEarlierPartitions(config.configuredBaseUrls(), config.reset()));
    var furthest =
        earlier.entrySet().stream()
            .filter(entry -> entry.getValue() != null)
            .map(entry -> Map.entry(entry.getKey(), OffsetCodec.decode(entry.getValue())))
            .max(Comparator.comparing(entry -> entry.getValue().time()));
    furthest.ifPresent(
        found ->
            LOG.info(
                "continuing from the offset of {}, and storing the next one under {}",
                found.getKey(),
                partition));
    return furthest.map(Map.Entry::getValue);
  }
}
