// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.error.ForeignText;
import io.tributary.common.error.SetupError;
import io.tributary.common.vendor.Feed;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Checks offsets that an operator alters before Connect stores them.
 *
 * @param own the source partition of the connector
 */
record AlteredOffsets(Feed feed, Map<String, String> own) {

  /**
   * Checks one of them.
   *
   * @throws ConnectException with the catalogue error that describes the fault
   */
  void check(@Nullable Map<String, ?> partition, Map<String, ?> offset) {
    if (partition == null || !members(partition).equals(Feed.PARTITION)) {
      throw unusable(
          "its partition must have the members "
              + sorted(Feed.PARTITION)
              + ", got: "
              + ForeignText.line(partition == null ? "none" : sorted(partition.keySet())));
    }
    var lane = partition.get(Feed.LANE);
    if (lane != null && !LanePlan.isLane(lane.toString())) {
      throw unusable(
          Feed.LANE + " is not the name of a lane, got: " + ForeignText.line(lane.toString()));
    }
    requireOwn(Feed.VENDOR, partition, "it is not an offset of " + feed.name());
    requireOwn(Feed.SERVICE, partition, "it is not an offset of " + feed.name());
    // If it were stored, it would silently have no effect.
    requireOwn(Feed.BASE_URL, partition, "the partition of this connector is " + own);
    requireOwn(Feed.RESET, partition, "the partition of this connector is " + own);
    if (OffsetCodec.decode(offset).time().isAfter(Instant.now())) {
      throw unusable(OffsetCodec.TIME + " must not be in the future");
    }
  }

  private void requireOwn(String member, Map<String, ?> partition, String why) {
    if (!Objects.equals(partition.get(member), own.get(member))) {
      var given = ForeignText.line(String.valueOf(partition.get(member)));
      throw unusable(why + "; " + member + " must be '" + own.get(member) + "', got: " + given);
    }
  }

  private static Set<String> members(Map<String, ?> partition) {
    return partition.keySet().stream()
        .filter(member -> !member.equals(Feed.LANE))
        .collect(Collectors.toSet());
  }

  private static String sorted(Set<String> members) {
    return members.stream().sorted().toList().toString();
  }

  private static ConnectException unusable(String why) {
    return new ConnectException(SetupError.OFFSET_UNREADABLE.message(why));
  }
}
