// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.MultilineMode;
import io.tributary.devo.config.OversizePolicy;
import io.tributary.devo.error.SinkError;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.jspecify.annotations.Nullable;

/**
 * Maps records to messages. {@link RecordTag} chooses the tag and {@link EventTime} the time. Text
 * and bytes (UTF-8) become the body unchanged. Any other value is written as JSON.
 */
public final class MessageMapper {
  private static final Set<String> GUESSING_CONVERTERS =
      Set.of(SimpleHeaderConverter.class.getName(), "SimpleHeaderConverter", "Simple", "");

  private final RecordTag tag;
  private final EventTime time;
  private final int maxBytes;
  private final OversizePolicy oversize;
  private final String host;
  private final MultilineMode multiline;
  private @Nullable Header tagHeader;
  private @Nullable Header timeHeader;
  private long skipped;

  public MessageMapper(DevoSinkConfig config, InstantSource clock) {
    tag = new RecordTag(config);
    time = new EventTime(guessesTypes(config.headerConverter()), clock);
    maxBytes = config.maxEventBytes();
    oversize = config.oversizePolicy();
    host = config.sourceHost();
    multiline = config.multilineMode();
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
    return Optional.of(
        new DevoMessage(tag.of(record, tagHeader), time.of(record, timeHeader), host, body));
  }

  /** How many records were skipped: tombstones and messages that are too long. */
  public long skipped() {
    return skipped;
  }

  /**
   * How many times were replaced by the next one in line, because they cannot be read or lie
   * outside the years 0000 to 9999.
   */
  public long timesReplaced() {
    return time.replaced();
  }

  /**
   * Whether headers are converted by Connect's default, which guesses types. A worker may have
   * another default, of which a connector is not told.
   */
  static boolean guessesTypes(String headerConverter) {
    return GUESSING_CONVERTERS.contains(headerConverter);
  }

  /** One pass for both headers: each lookup by name would scan them all. */
  private void readHeaders(SinkRecord record) {
    tagHeader = null;
    timeHeader = null;
    for (var header : record.headers()) {
      if (tag.isChosenBy(header.key())) {
        tagHeader = header;
      } else if (header.key().equals("event.time")) {
        timeHeader = header;
      }
    }
  }

  private static @Nullable String text(SinkRecord record) {
    var value = record.value();
    return value == null
        ? null
        : PlainText.of(value).orElseGet(() -> json(record, record.valueSchema(), value));
  }

  private static String json(SinkRecord record, @Nullable Schema schema, Object value) {
    try {
      return ConnectJson.text(schema, value);
    } catch (DataException e) {
      throw unreadable(record, String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | StackOverflowError e) {
      throw unreadable(record, value.getClass().getSimpleName(), e);
    }
  }

  private static DataException unreadable(SinkRecord record, String kind, Throwable why) {
    return new DataException(
        SinkError.VALUE_UNREADABLE.message(RecordPosition.of(record), kind), why);
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
}
