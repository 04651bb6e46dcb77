package io.tributary.common.source;

import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.obfuscation.NotMaskableException;
import io.tributary.common.obfuscation.Obfuscation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Turns events into records: the contract with everything downstream. */
final class RecordMapper {
  static final String EVENT_TIME = "event.time";
  static final String DEVO_TAG = "devo.tag";
  static final String PULLING_ID = "devo.pulling.id";

  private final Map<String, String> partition;
  private final RecordSettings settings;
  private final Obfuscation obfuscation;
  private final InstantSource clock;
  private final Marker marker;

  RecordMapper(
      Map<String, String> partition,
      RecordSettings settings,
      Obfuscation obfuscation,
      InstantSource clock,
      TaskMetrics<SourceMetric> metrics) {
    this.partition = partition;
    this.settings = settings;
    this.obfuscation = obfuscation;
    this.clock = clock;
    this.marker = new Marker(metrics);
  }

  /** One record for each event, with the offset of the same place. */
  List<SourceRecord> records(
      List<Event> events, List<Map<String, String>> offsets, long pullingId) {
    var records = new ArrayList<SourceRecord>(events.size());
    var members = settings.members(pullingId);
    for (var i = 0; i < events.size(); i++) {
      records.add(toRecord(events.get(i), offsets.get(i), members, pullingId));
    }
    return records;
  }

  private SourceRecord toRecord(
      Event event, Map<String, String> offset, Map<String, String> members, long pullingId) {
    var value = value(event, members);
    return new SourceRecord(
        partition,
        offset,
        settings.topic(),
        null,
        Schema.STRING_SCHEMA,
        event.id(),
        value.schema(),
        value.value(),
        timestamp(event.time()),
        headers(event, pullingId));
  }

  private SchemaAndValue value(Event event, Map<String, String> members) {
    var json = settings.tooLarge(event) ? marker.oversize(event) : masked(event);
    var spliced = JsonSplice.append(json, members);
    return switch (settings.format()) {
      case JSON -> new SchemaAndValue(Schema.STRING_SCHEMA, spliced);
      case MAP -> new SchemaAndValue(null, map(spliced, event, members));
    };
  }

  private @Nullable Object map(String json, Event event, Map<String, String> members) {
    return JsonMaps.parse(json, () -> JsonSplice.append(marker.unmappable(event), members));
  }

  /** The event without what must not be seen; its key is that of the vendor's bytes. */
  private String masked(Event event) {
    if (obfuscation.isEmpty()) {
      return event.json().text();
    }
    try {
      var json = event.json();
      var masked =
          event.with(Slice.of(obfuscation.mask(json.bytes(), json.offset(), json.length())));
      return settings.tooLarge(masked) ? marker.oversize(masked) : masked.json().text();
    } catch (NotMaskableException e) {
      return marker.withheld(event, e.why());
    }
  }

  private @Nullable Long timestamp(@Nullable Instant eventTime) {
    if (!settings.eventTimestamps() || eventTime == null) {
      return null;
    }
    var now = clock.instant();
    // Brokers refuse records that are dated ahead.
    return (eventTime.isBefore(now) ? eventTime : now).toEpochMilli();
  }

  private ConnectHeaders headers(Event event, long pullingId) {
    var headers = new ConnectHeaders();
    if (event.time() != null) {
      headers.addString(EVENT_TIME, event.time().toString());
    }
    headers.addString(DEVO_TAG, settings.tag());
    headers.addString(PULLING_ID, Long.toString(pullingId));
    return headers;
  }
}
