// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a vendor writes the times of its events: a pattern of {@link DateTimeFormatter}, in UTC
 * unless it has a zone or an offset, and the formats of {@link Timestamps}. Names of months and
 * days are English, in any case.
 */
public final class TimestampFormat {
  /** Only the formats of {@link Timestamps}. */
  public static final TimestampFormat USUAL = new TimestampFormat(null);

  private static final String EXPECTED =
      "must be a pattern with year, month and day, and am or pm with hours up to 12, such as"
          + " dd.MM.yyyy HH:mm";
  private static final Instant SOME_EVENING = Instant.parse("2026-11-30T20:00:00Z");
  private static final int LONGEST = 200;

  private final @Nullable DateTimeFormatter formatter;

  private TimestampFormat(@Nullable DateTimeFormatter formatter) {
    this.formatter = formatter;
  }

  /**
   * Returns the format with the given pattern. An empty pattern is none.
   *
   * @throws IllegalArgumentException if a time that is written by it cannot be read again
   */
  public static TimestampFormat of(String pattern) {
    if (pattern.isBlank()) {
      return USUAL;
    }
    try {
      var formatter =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(pattern.strip())
              .toFormatter(Locale.ENGLISH);
      if (tellsTimes(formatter)) {
        return new TimestampFormat(formatter);
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    throw new IllegalArgumentException(EXPECTED);
  }

  /** Returns the instant that a text denotes, or empty if it is in none of the formats. */
  public Optional<Instant> parse(String text) {
    if (formatter != null && !text.isEmpty() && text.length() <= LONGEST) {
      try {
        return Optional.of(instant(formatter, text.strip()));
      } catch (DateTimeException | ArithmeticException e) {
        return Timestamps.parse(text);
      }
    }
    return Timestamps.parse(text);
  }

  /** Whether a time is the same after it was written and read, or a date if it has no hours. */
  private static boolean tellsTimes(DateTimeFormatter formatter) {
    var written = formatter.withZone(ZoneOffset.UTC);
    var midnight = SOME_EVENING.truncatedTo(ChronoUnit.DAYS);
    var text = written.format(SOME_EVENING);
    var expected = text.equals(written.format(midnight)) ? midnight : SOME_EVENING;
    return instant(formatter, text).equals(expected);
  }

  private static Instant instant(DateTimeFormatter formatter, String text) {
    var parsed =
        formatter.parseBest(
            text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from, Instant::from);
    if (parsed instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return parsed instanceof LocalDate date
        ? date.atStartOfDay().toInstant(ZoneOffset.UTC)
        : Instant.from(parsed);
  }
}
