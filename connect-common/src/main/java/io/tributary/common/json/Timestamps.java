// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the times that vendors and operators write: ISO 8601 with {@code Z}, an offset ({@code
 * +00:00}, {@code +0000}, {@code +00}) or no zone at all, which means UTC; a space in place of the
 * {@code T}; up to nine digits of a fraction; a date alone; and numbers, which are seconds since
 * 1970, or milliseconds from thirteen digits on.
 */
public final class Timestamps {
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,18})(\\.\\d+)?");
  private static final int MILLISECOND_DIGITS = 13;

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .appendPattern("HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  private Timestamps() {}

  /** The instant that a text denotes, or empty if it is not a timestamp. */
  public static Optional<Instant> parse(String text) {
    var usual = IsoTimestamp.parse(text);
    return usual == null ? parseAny(text) : Optional.of(usual);
  }

  private static Optional<Instant> parseAny(String text) {
    var stripped = text.strip();
    var number = NUMBER.matcher(stripped);
    try {
      return Optional.of(number.matches() ? epoch(stripped, number.group(1)) : iso(stripped));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Instant epoch(String text, String whole) {
    if (whole.length() >= MILLISECOND_DIGITS) {
      return Instant.ofEpochMilli(Long.parseLong(whole));
    }
    var seconds = new java.math.BigDecimal(text);
    var nanos = seconds.remainder(java.math.BigDecimal.ONE).movePointRight(9).longValue();
    return Instant.ofEpochSecond(seconds.longValue(), nanos);
  }

  private static Instant iso(String text) {
    var parsed = ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    if (parsed instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (parsed instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
