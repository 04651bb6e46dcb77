// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.config.DeliverySettings;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.coverage.CoverageTracker;
import io.tributary.common.coverage.HourCoverage;
import io.tributary.common.coverage.Verdict;
import io.tributary.common.error.SetupError;
import io.tributary.common.json.SchemalessJson;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.record.RecordSettings;
import io.tributary.common.vendor.Feed;
import io.tributary.common.vendor.VendorApi;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts the ledger behind the events that it counts. A record is held until Connect has acknowledged
 * all events handed over before it, and carries the offset of the last one, so that it never moves
 * the feed. One thread polls, and any thread may acknowledge.
 */
final class CoverageRecords {
  private final Settings settings;
  private final Map<String, String> partition;
  private final CoverageTracker tracker;
  private final InstantSource clock;
  private final List<HourCoverage> held = new ArrayList<>();
  private final AtomicLong unacknowledged = new AtomicLong();
  private Map<String, ?> offset;

  /**
   * Where the ledger goes.
   *
   * @param topic the topic, or empty for no ledger
   * @param events the topic of the events
   */
  record Settings(String topic, String events, RecordSettings.Format format) {
    boolean isOn() {
      return !topic.isEmpty();
    }
  }

  CoverageRecords(
      Settings settings,
      Map<String, String> partition,
      Checkpoint start,
      CoverageTracker tracker,
      InstantSource clock) {
    this.settings = settings;
    this.partition = partition;
    this.offset = OffsetCodec.encode(start);
    this.tracker = tracker;
    this.clock = clock;
  }

  /**
   * The ledger of a feed that begins at the given checkpoint.
   *
   * @throws ConfigException with {@link SetupError#SETTINGS_CONFLICT} if the rows of the vendor
   *     move, so that no hour stays complete
   */
  static CoverageRecords of(
      SourceConfig config, VendorApi api, Map<String, String> partition, Checkpoint start) {
    var settings =
        new Settings(
            DeliverySettings.COVERAGE_TOPIC.of(config),
            SourceSettings.TOPIC.of(config),
            LaneFactory.format(config));
    if (settings.isOn() && api.movesRows()) {
      var why = "an event moves to a later time when it changes";
      throw new ConfigException(
          SetupError.SETTINGS_CONFLICT.message(DeliverySettings.COVERAGE_TOPIC, why));
    }
    var tracker = new CoverageTracker();
    return new CoverageRecords(settings, partition, start, tracker, InstantSource.system());
  }

  /** Returns what follows the sweeps, or null without a ledger. */
  @Nullable CoverageTracker tracker() {
    return settings.isOn() ? tracker : null;
  }

  /**
   * Returns the given events, followed by what is due of the ledger, or null if there are neither.
   */
  @Nullable List<SourceRecord> behind(@Nullable List<SourceRecord> events) {
    if (!settings.isOn()) {
      return events;
    }
    var all = new ArrayList<SourceRecord>(events == null ? List.of() : events);
    var acknowledged = unacknowledged.get() == 0;
    unacknowledged.addAndGet(all.size());
    var last = OwnRecords.lastOffset(all, partition);
    if (last.isPresent()) {
      offset = last.get();
    }
    var hasEvents = !all.isEmpty();
    if (acknowledged) {
      release(all);
    }
    held.addAll(tracker.take());
    if (acknowledged && !hasEvents) {
      release(all);
    }
    return all.isEmpty() ? null : all;
  }

  private void release(List<SourceRecord> all) {
    held.forEach(hour -> all.add(record(hour)));
    held.clear();
  }

  /** Notes that Connect has acknowledged or dropped a record. */
  void acknowledged(SourceRecord sent) {
    if (settings.isOn() && sent.topic().equals(settings.events())) {
      unacknowledged.decrementAndGet();
    }
  }

  private SourceRecord record(HourCoverage hour) {
    var json = json(hour);
    var text = settings.format() == RecordSettings.Format.JSON;
    return new SourceRecord(
        partition,
        offset,
        settings.topic(),
        null,
        Schema.STRING_SCHEMA,
        key(hour),
        text ? Schema.STRING_SCHEMA : null,
        text ? json : SchemalessJson.parse(json, () -> json),
        null,
        new ConnectHeaders().addString(RecordMapper.EVENT_TIME, hour.hour().toString()));
  }

  /** A compacted topic keeps what was complete beside a later doubt. */
  private String key(HourCoverage hour) {
    var key =
        String.join(
            "/",
            partition.get(Feed.VENDOR),
            partition.get(Feed.SERVICE),
            partition.get(Feed.BASE_URL),
            hour.hour().toString());
    return hour.verdict() == Verdict.COMPLETE ? key : key + "/" + hour.verdict().text();
  }

  private String json(HourCoverage hour) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put(Feed.VENDOR, partition.get(Feed.VENDOR));
    json.put(Feed.SERVICE, partition.get(Feed.SERVICE));
    json.put(Feed.BASE_URL, partition.get(Feed.BASE_URL));
    json.put("hour", hour.hour().toString());
    json.put("listed", hour.listed());
    json.put("digest", "%016x".formatted(hour.digest()));
    json.put("late", hour.late());
    json.put("verdict", hour.verdict().text());
    json.put("at", clock.instant().toString());
    return json.toString();
  }
}
