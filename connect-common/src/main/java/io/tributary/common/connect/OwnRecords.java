// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.json.SchemalessJson;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.record.RecordSettings;
import io.tributary.common.vendor.Feed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Creates the records that a feed writes about itself. Each carries the offset of the event before
 * it, so that it never moves the feed. If there is none, it carries the offset of the start.
 */
final class OwnRecords {
  private final Map<String, String> partition;
  private final RecordSettings.Format format;
  private Map<String, ?> offset;

  OwnRecords(Map<String, String> partition, Checkpoint start, RecordSettings.Format format) {
    this.partition = partition;
    this.offset = OffsetCodec.encode(start);
    this.format = format;
  }

  /** Records that these events go before whatever is created next. Other lanes do not matter. */
  void follow(List<SourceRecord> events) {
    var last = lastOffset(events, partition);
    if (last.isPresent()) {
      offset = last.get();
    }
  }

  /** Returns the offset of the last of these records in the given partition. */
  static Optional<Map<String, ?>> lastOffset(
      List<SourceRecord> records, Map<String, String> partition) {
    for (var i = records.size() - 1; i >= 0; i--) {
      if (records.get(i).sourcePartition().equals(partition)) {
        return Optional.of(records.get(i).sourceOffset());
      }
    }
    return Optional.empty();
  }

  /** Returns a member of the source partition. */
  String feed(String member) {
    return partition.getOrDefault(member, "");
  }

  /** Returns a record with the given value, whose header {@code event.time} is the given time. */
  SourceRecord record(String topic, Instant time, ObjectNode value, Headers headers) {
    var json = value.toString();
    var text = format == RecordSettings.Format.JSON;
    return new SourceRecord(
        partition,
        offset,
        topic,
        null,
        Schema.STRING_SCHEMA,
        feed(Feed.VENDOR) + "/" + feed(Feed.SERVICE),
        text ? Schema.STRING_SCHEMA : null,
        text ? json : SchemalessJson.parse(json, () -> json),
        null,
        headers.addString(RecordMapper.EVENT_TIME, time.toString()));
  }
}
