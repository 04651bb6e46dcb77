// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import io.tributary.common.config.Validators;
import io.tributary.common.error.ForeignText;
import io.tributary.common.json.Timestamps;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.MultilineMode;
import io.tributary.devo.config.OversizePolicy;
import io.tributary.devo.error.SinkError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Maps records to messages. The tag is the header {@code devo.tag}, else the entry of the topic in
 * {@code tag.map}, else {@code tag}, else the name of the topic. The time is the header {@code
 * event.time}, else the timestamp of the record, else now. Text and bytes (UTF-8) become the body
 * unchanged. Any other value is written as JSON.
 */
public final class MessageMapper {
  private final Map<String, String> tagMap;
  private final Optional<String> defaultTag;
  private final int maxBytes;
  private final OversizePolicy oversize;
  private final InstantSource clock;
  private final JsonConverter json = new JsonConverter();
  private final String host;
  private final MultilineMode multiline;
  private @Nullable Header tagHeader;
  private @Nullable Header timeHeader;
  private String lastValidTag = "";
  private String timeText = "";
  private Optional<Instant> timeRead = Optional.empty();
  private long skipped;

  public MessageMapper(DevoSinkConfig config, InstantSource clock) {
    this.clock = clock;
    tagMap = config.tagMap();
    defaultTag = config.tag();
    maxBytes = config.maxEventBytes();
    oversize = config.oversizePolicy();
    host = config.sourceHost();
    multiline = config.multilineMode();
    json.configure(Map.of("schemas.enable", false, "decimal.format", "NUMERIC"), false);
  }

  /**
   * Maps one record. Returns nothing for a tombstone and for a message that {@code
   * oversize.policy=skip} skips.
   *
   * @throws DataException with a {@link SinkError} if no message can be made of the record
   */
  public Optional<DevoMessage> map(SinkRecord record) {
    var text = text(record);
    if (text == null) {
      skipped++;
      return Optional.empty();
    }
    var line =
        SingleLine.of(text, multiline)
            .orElseThrow(
                () -> new DataException(SinkError.LINE_BREAK.message(RecordPosition.of(record))));
    var body = limited(line, record);
    if (body == null) {
      skipped++;
      return Optional.empty();
    }
    readHeaders(record);
    return Optional.of(new DevoMessage(tag(record), time(record), host, body));
  }

  /** How many records were skipped: tombstones and messages that are too long. */
  public long skipped() {
    return skipped;
  }

  /** One pass for both headers: each lookup by name would scan them all. */
  private void readHeaders(SinkRecord record) {
    tagHeader = null;
    timeHeader = null;
    for (var header : record.headers()) {
      if (header.key().equals("devo.tag")) {
        tagHeader = header;
      } else if (header.key().equals("event.time")) {
        timeHeader = header;
      }
    }
  }

  private String tag(SinkRecord record) {
    var tag =
        Optional.ofNullable(tagHeader)
            .map(MessageMapper::text)
            .or(() -> Optional.ofNullable(tagMap.get(record.topic())))
            .or(() -> defaultTag)
            .orElse(record.topic());
    if (tag.equals(lastValidTag)) {
      return lastValidTag;
    }
    if (!Validators.isTag(tag)) {
      var shown = ForeignText.shorten(tag);
      throw new DataException(SinkError.TAG_INVALID.message(RecordPosition.of(record), shown));
    }
    lastValidTag = tag;
    return tag;
  }

  private Instant time(SinkRecord record) {
    return Optional.ofNullable(timeHeader)
        .flatMap(this::time)
        .or(() -> Optional.ofNullable(record.timestamp()).map(Instant::ofEpochMilli))
        .orElseGet(clock::instant);
  }

  private Optional<Instant> time(Header header) {
    if (header.value() instanceof Date date && isTimestamp(header.schema())) {
      return Optional.of(date.toInstant());
    }
    var text = text(header);
    // Consecutive events often have the same time.
    if (text != null && !text.equals(timeText)) {
      timeRead = parse(text);
      timeText = text;
    }
    return text == null ? Optional.empty() : timeRead;
  }

  /** Parses a date and time. Those of our sources end with Z and have a faster parser. */
  private static Optional<Instant> parse(String time) {
    try {
      return time.endsWith("Z")
          ? Timestamps.parse(time)
          : Optional.of(OffsetDateTime.parse(time).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  // Connect's header converter turns text that looks like a time or a number into a typed value.
  private static @Nullable String text(Header header) {
    return header.value() instanceof String text
        ? text
        : Values.convertToString(header.schema(), header.value());
  }

  private static boolean isTimestamp(@Nullable Schema schema) {
    return schema != null && Timestamp.LOGICAL_NAME.equals(schema.name());
  }

  private @Nullable String text(SinkRecord record) {
    var value = record.value();
    if (value == null || value instanceof String) {
      return (String) value;
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (value instanceof ByteBuffer buffer) {
      return StandardCharsets.UTF_8.decode(buffer.duplicate()).toString();
    }
    try {
      var bytes = json.fromConnectData(record.topic(), record.valueSchema(), value);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (RuntimeException e) {
      throw new DataException(
          SinkError.VALUE_UNREADABLE.message(RecordPosition.of(record), kind(value)), e);
    }
  }

  private @Nullable String limited(String line, SinkRecord record) {
    if (line.length() <= maxBytes / 3) {
      return line;
    }
    var bytes = line.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= maxBytes) {
      return line;
    }
    return switch (oversize) {
      case SKIP -> null;
      case TRUNCATE -> truncated(bytes, maxBytes);
      case FAIL ->
          throw new DataException(
              SinkError.EVENT_TOO_LARGE.message(
                  RecordPosition.of(record), bytes.length, "max.event.bytes (" + maxBytes + ")"));
    };
  }

  /** The first {@code max} bytes, or up to three fewer so that no character is split. */
  private static String truncated(byte[] utf8, int max) {
    var end = max;
    while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(utf8, 0, end, StandardCharsets.UTF_8);
  }

  private static String kind(Object value) {
    return value.getClass().getSimpleName();
  }
}
