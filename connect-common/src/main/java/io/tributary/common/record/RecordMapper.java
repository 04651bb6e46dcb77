// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.record;

import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.json.MemberAppender;
import io.tributary.common.json.SchemalessJson;
import io.tributary.common.json.Timestamps;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.obfuscation.NotMaskableException;
import io.tributary.common.obfuscation.Obfuscation;
import io.tributary.common.obfuscation.PatternBudget;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Converts events to records. Their form is the contract with everything downstream. */
public final class RecordMapper {
  public static final String EVENT_TIME = "event.time";

  /** Marks an event that only a sweep has found, because it became visible late. */
  public static final String LATE = "devo.late";

  /** Marks an event that is sent again because an operator asked for it. */
  public static final String REPLAY = "devo.replay";

  public static final String DEVO_TAG = "devo.tag";
  static final String PULLING_ID = "devo.pulling.id";

  private final Map<String, String> partition;
  private final RecordSettings settings;
  private final Obfuscation obfuscation;
  private final InstantSource clock;
  private final PlaceholderEvent marker;

  /** Creates a mapper. The clock limits record timestamps to the present. */
  public RecordMapper(
      Map<String, String> partition,
      RecordSettings settings,
      Obfuscation obfuscation,
      InstantSource clock,
      TaskMetrics<SourceMetric> metrics) {
    this.partition = partition;
    this.settings = settings;
    this.obfuscation = obfuscation;
    this.clock = clock;
    this.marker = new PlaceholderEvent(metrics);
  }

  /** Returns one record per event, with the offset at the same index. */
  public List<SourceRecord> records(
      List<Event> events, List<Map<String, String>> offsets, long pullingId) {
    var batch = batch(events, offsets, pullingId, null);
    var unused = batch.mapUntil(() -> false);
    return batch.records();
  }

  /**
   * Returns a batch that is to become one record per event, with the offset at the same index.
   *
   * @param mark a header that all of them get with the value {@code true}, or null
   */
  public Batch batch(
      List<Event> events,
      List<Map<String, String>> offsets,
      long pullingId,
      @Nullable String mark) {
    return new Batch(events, offsets, pullingId, mark);
  }

  /** A batch of events, which share a budget for masking, on its way to records. */
  public final class Batch {
    private final List<Event> events;
    private final List<Map<String, String>> offsets;
    private final MemberAppender members;
    private final Headers headers;
    private final PatternBudget budget = PatternBudget.ofPage();
    private final List<SourceRecord> records;

    private Batch(
        List<Event> events,
        List<Map<String, String>> offsets,
        long pullingId,
        @Nullable String mark) {
      this.events = events;
      this.offsets = offsets;
      this.members = new MemberAppender(settings.members(pullingId));
      this.headers = new Headers(settings.tags(), pullingId, mark);
      this.records = new ArrayList<>(events.size());
    }

    /** Continues, at least by one event, until told to pause. Returns whether it is complete. */
    public boolean mapUntil(BooleanSupplier pause) {
      while (records.size() < events.size()) {
        var i = records.size();
        records.add(toRecord(events.get(i), offsets.get(i), this));
        if (pause.getAsBoolean()) {
          break;
        }
      }
      return records.size() == events.size();
    }

    /** The records so far. */
    public List<SourceRecord> records() {
      return records;
    }
  }

  private SourceRecord toRecord(Event event, Map<String, String> offset, Batch batch) {
    var value = value(event, batch);
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
        batch.headers.of(event));
  }

  private SchemaAndValue value(Event event, Batch batch) {
    var members = batch.members;
    var spliced = members.into(json(event, batch.budget));
    return switch (settings.format()) {
      case JSON -> new SchemaAndValue(Schema.STRING_SCHEMA, spliced);
      case MAP -> new SchemaAndValue(null, map(spliced, event, members));
    };
  }

  private ByteSlice json(Event event, PatternBudget page) {
    if (event.anomaly() == Event.Anomaly.UNREADABLE) {
      return marker.unreadable(event);
    }
    return settings.tooLarge(event) ? marker.oversize(event) : masked(event, page);
  }

  private @Nullable Object map(String json, Event event, MemberAppender members) {
    return SchemalessJson.parse(json, () -> members.into(marker.unmappable(event)));
  }

  /** Returns the masked event. The key of its record still derives from the vendor's bytes. */
  private ByteSlice masked(Event event, PatternBudget page) {
    if (obfuscation.isEmpty()) {
      return event.json();
    }
    try {
      var json = event.json();
      var masked =
          event.with(
              ByteSlice.of(obfuscation.mask(json.bytes(), json.offset(), json.length(), page)));
      return settings.tooLarge(masked) ? marker.oversize(masked) : masked.json();
    } catch (NotMaskableException e) {
      return marker.withheld(event, e.why());
    }
  }

  private @Nullable Long timestamp(@Nullable Instant eventTime) {
    if (!settings.eventTimestamps() || eventTime == null) {
      return null;
    }
    var now = clock.instant();
    // Brokers refuse records dated in the future.
    return (eventTime.isBefore(now) ? eventTime : now).toEpochMilli();
  }

  /** The headers of one pull. Events of the pull share what their headers have in common. */
  private static final class Headers {
    private final TagSelector tags;
    private final Header pullingId;
    private final @Nullable Header mark;
    private @Nullable String lastTag;
    private Header tagHeader;
    private @Nullable Instant lastTime;
    private SchemaAndValue lastTimeText = SchemaAndValue.NULL;

    Headers(TagSelector tags, long pullingId, @Nullable String mark) {
      this.tags = tags;
      this.pullingId = header(PULLING_ID, Long.toString(pullingId));
      this.tagHeader = header(DEVO_TAG, "");
      this.mark = mark == null ? null : header(mark, "true");
    }

    ConnectHeaders of(Event event) {
      var headers = new ConnectHeaders();
      if (event.time() != null) {
        headers.add(EVENT_TIME, text(event.time()));
      }
      headers.add(tag(tags.of(event)));
      headers.add(pullingId);
      if (mark != null) {
        headers.add(mark);
      }
      return headers;
    }

    private Header tag(String tag) {
      if (!tag.equals(lastTag)) {
        lastTag = tag;
        tagHeader = header(DEVO_TAG, tag);
      }
      return tagHeader;
    }

    private SchemaAndValue text(Instant time) {
      if (!time.equals(lastTime)) {
        lastTime = time;
        lastTimeText = new SchemaAndValue(Schema.STRING_SCHEMA, Timestamps.text(time));
      }
      return lastTimeText;
    }

    /** Returns a header that several records can share, because it never changes. */
    private static Header header(String name, String text) {
      return new ConnectHeaders().addString(name, text).lastWithName(name);
    }
  }
}
