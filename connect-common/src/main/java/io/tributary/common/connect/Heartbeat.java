// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.metrics.LossSignal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.vendor.Feed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Reports the state of a feed at regular intervals, even without events and while fetches fail, so
 * silence means that the feed has stopped.
 */
final class Heartbeat {
  private final Settings settings;
  private final OwnRecords records;
  private final TaskMetrics<SourceMetric> metrics;
  private final InstantSource clock;
  private final Map<SourceMetric, Long> before = new EnumMap<>(SourceMetric.class);
  private final LongSupplier nanoTime;
  private Instant last;
  private long dueNanos;

  /**
   * The topic and interval of heartbeats.
   *
   * @param topic the topic, or empty for no heartbeats
   */
  record Settings(String topic, Duration interval) {}

  Heartbeat(
      Settings settings,
      OwnRecords records,
      TaskMetrics<SourceMetric> metrics,
      InstantSource clock,
      LongSupplier nanoTime) {
    this.settings = settings;
    this.records = records;
    this.metrics = metrics;
    this.clock = clock;
    this.nanoTime = nanoTime;
    last = clock.instant();
    dueNanos = nanoTime.getAsLong();
  }

  /** Returns a heartbeat if one is due. */
  Optional<SourceRecord> due() {
    var nanos = nanoTime.getAsLong();
    if (settings.topic().isEmpty() || nanos - dueNanos < 0) {
      return Optional.empty();
    }
    // A clock that is set back must not make an interval end before it begins.
    var present = clock.instant();
    var now = present.isBefore(last) ? last : present;
    var beat = records.record(settings.topic(), now, json(now), new ConnectHeaders());
    last = now;
    dueNanos = nanos + settings.interval().toNanos();
    return Optional.of(beat);
  }

  private ObjectNode json(Instant now) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put(Feed.VENDOR, records.feed(Feed.VENDOR));
    json.put(Feed.SERVICE, records.feed(Feed.SERVICE));
    json.put(Feed.BASE_URL, records.feed(Feed.BASE_URL));
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
