// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import io.tributary.common.json.Timestamps;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The time of a message: the header {@code event.time}, else the timestamp of the record, else now.
 * A time that cannot be read, or outside the years 0000 to 9999, which no format of a message can
 * hold, is replaced by the next of these. One thread calls it.
 */
final class EventTime {
  /** What Connect's SimpleHeaderConverter parses. It takes the Z for a letter without meaning. */
  private static final String CONNECT_FORMAT = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";

  private final boolean guessed;
  private final InstantSource clock;
  private final SimpleDateFormat text = new SimpleDateFormat(CONNECT_FORMAT);
  private final TimeZone zone = text.getTimeZone();
  private final boolean gregorian = text.getCalendar().getClass() == GregorianCalendar.class;
  private String lastText = "";
  private Optional<Instant> lastRead = Optional.empty();
  private long replaced;

  /**
   * Reads times of records.
   *
   * @param guessed whether the header converter is Connect's SimpleHeaderConverter, which makes a
   *     date of text in the time zone of the worker
   * @param clock tells the time of a record that has none
   */
  EventTime(boolean guessed, InstantSource clock) {
    this.guessed = guessed;
    this.clock = clock;
    var digits = NumberFormat.getIntegerInstance(Locale.ROOT);
    digits.setGroupingUsed(false);
    text.setNumberFormat(digits);
  }

  /** The time of a message made of the record, whose header {@code event.time} is given. */
  Instant of(SinkRecord record, @Nullable Header header) {
    if (header != null && header.value() != null) {
      var time = read(header.schema(), header.value()).filter(DevoMessage::isPrintable);
      if (time.isPresent()) {
        return time.get();
      }
      replaced++;
    }
    if (record.timestamp() != null) {
      var time = Instant.ofEpochMilli(record.timestamp());
      if (DevoMessage.isPrintable(time)) {
        return time;
      }
      replaced++;
    }
    return clock.instant();
  }

  /** How many times were replaced. */
  long replaced() {
    return replaced;
  }

  private Optional<Instant> read(@Nullable Schema schema, Object value) {
    if (value instanceof Date date) {
      return read(schema, date);
    }
    var given = PlainText.of(value);
    // Consecutive events often have the same time.
    if (given.isPresent() && !given.get().equals(lastText)) {
      lastRead = parse(given.get());
      lastText = given.get();
    }
    return given.isPresent() ? lastRead : Optional.empty();
  }

  private Optional<Instant> read(@Nullable Schema schema, Date date) {
    // Dates of the SimpleHeaderConverter have this schema and no equal one. Any other date was made
    // by a transform from a date of the value, and is right.
    if (guessed && schema == Timestamp.SCHEMA) {
      return asWritten(date);
    }
    return schema == null || Timestamp.LOGICAL_NAME.equals(schema.name())
        ? Optional.of(Instant.ofEpochMilli(Timestamp.fromLogical(Timestamp.SCHEMA, date)))
        : Optional.empty();
  }

  /**
   * The time whose text Connect took for one in the time zone and calendar of the worker. For a
   * recent time of our calendar the offset is enough; writing the text takes ten times as long.
   */
  private Optional<Instant> asWritten(Date date) {
    var millis = Timestamp.fromLogical(Timestamp.SCHEMA, date);
    return millis >= 0 && gregorian
        ? Optional.of(Instant.ofEpochMilli(millis + zone.getOffset(millis)))
        : parse(text.format(date));
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
}
