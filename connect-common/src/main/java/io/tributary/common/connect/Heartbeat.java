// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.json.SchemalessJson;
import io.tributary.common.metrics.LossSignal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.record.RecordSettings;
import io.tributary.common.vendor.Feed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reports the state of a feed at regular intervals, even without events and while fetches fail, so
 * silence means that the feed has stopped. Each heartbeat carries the offset of the record before
 * it, so it never moves the feed. If there is none, it carries the offset of the start.
 */
final class Heartbeat {
  private final Settings settings;
  private final Map<String, String> partition;
  private final TaskMetrics<SourceMetric> metrics;
  private final InstantSource clock;
  private final Map<SourceMetric, Long> before = new EnumMap<>(SourceMetric.class);
  private Map<String, ?> offset;
  private final LongSupplier nanoTime;
  private Instant last;
  private long dueNanos;

  /**
   * The topic, interval and format of heartbeats.
   *
   * @param topic the topic, or empty for no heartbeats
   */
  record Settings(String topic, Duration interval, RecordSettings.Format format) {}

  Heartbeat(
      Settings settings,
      Map<String, String> partition,
      Checkpoint start,
      TaskMetrics<SourceMetric> metrics,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.partition = partition;
    this.offset = OffsetCodec.encode(start);
    this.metrics = metrics;
    this.clock = clock;
    this.nanoTime = nanoTime;
    last = clock.instant();
    dueNanos = nanoTime.getAsLong();
  }

  /**
   * Returns the given records, followed by a heartbeat if one is due, or null if there are neither.
   */
  @Nullable List<SourceRecord> behind(@Nullable List<SourceRecord> records) {
    if (settings.topic().isEmpty()) {
      return records;
    }
    var all = new ArrayList<SourceRecord>(records == null ? List.of() : records);
    if (!all.isEmpty()) {
      offset = all.get(all.size() - 1).sourceOffset();
    }
    var nanos = nanoTime.getAsLong();
    if (nanos - dueNanos >= 0) {
      // A clock that is set back must not make an interval end before it begins.
      var present = clock.instant();
      var now = present.isBefore(last) ? last : present;
      all.add(record(now));
      last = now;
      dueNanos = nanos + settings.interval().toNanos();
    }
    return all.isEmpty() ? null : all;
  }

  private SourceRecord record(Instant now) {
    var json = json(now).toString();
    var text = settings.format() == RecordSettings.Format.JSON;
    return new SourceRecord(
        partition,
        offset,
        settings.topic(),
        null,
        Schema.STRING_SCHEMA,
        partition.get(Feed.VENDOR) + "/" + partition.get(Feed.SERVICE),
        text ? Schema.STRING_SCHEMA : null,
        text ? json : SchemalessJson.parse(json, () -> json),
        null,
        new ConnectHeaders().addString(RecordMapper.EVENT_TIME, now.toString()));
  }

  private ObjectNode json(Instant now) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put(Feed.VENDOR, partition.get(Feed.VENDOR));
    json.put(Feed.SERVICE, partition.get(Feed.SERVICE));
    json.put(Feed.BASE_URL, partition.get(Feed.BASE_URL));
    json.putObject("window").put("from", last.toString()).put("to", now.toString());
    json.put("requests", growth(SourceMetric.REQUESTS));
    json.put("retries", growth(SourceMetric.RETRIES));
    json.put("received", growth(SourceMetric.RECEIVED));
    json.put("duplicates", growth(SourceMetric.DUPLICATES));
    json.put("sent", growth(SourceMetric.SENT));
    json.put("lag_ms", metrics.value(SourceMetric.LAG));
    json.put("up_to_date", metrics.value(SourceMetric.UP_TO_DATE) == 1);
    json.put("last_success_age_ms", metrics.value(SourceMetric.LAST_SUCCESS));
    json.put("failures_in_a_row", metrics.value(SourceMetric.FAILURES));
    json.put("last_error", metrics.value(SourceMetric.LAST_ERROR));
    possibleLosses(json.putObject("possible_losses"));
    return json;
  }

  /** Only the kinds of which there were cases. */
  private void possibleLosses(ObjectNode kinds) {
    for (var signal : LossSignal.values()) {
      var cases = growth(signal.metric());
      if (cases > 0) {
        kinds.put(signal.key(), cases);
      }
    }
  }

  private long growth(SourceMetric counter) {
    var value = metrics.value(counter);
    var old = before.put(counter, value);
    return value - (old == null ? 0 : old);
  }
}
