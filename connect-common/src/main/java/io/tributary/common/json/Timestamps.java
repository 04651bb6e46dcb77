// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the timestamps that vendors and operators write: ISO 8601 with {@code Z}, an offset
 * ({@code +00:00}, {@code +0000}, {@code +00}) or no zone, which means UTC. It accepts a space
 * instead of the {@code T}, up to nine fractional digits, {@code UTC}, {@code GMT} or a {@code
 * [Zone]} at the end, a date alone, the basic format ({@code 20260301}, {@code 20260301T081542Z},
 * or digits only down to the day, minute, second or millisecond), RFC 1123, and numbers, also with
 * an exponent. A number is seconds since 1970, or milliseconds, microseconds or nanoseconds if it
 * has at least 13, 16 or 19 digits. A time after the year 9999 is not a timestamp.
 */
public final class Timestamps {
  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?([eE][+-]?\\d{1,2})?");
  private static final Pattern BASIC =
      Pattern.compile(
          "(\\d{4})(\\d\\d)(\\d\\d)(?:[Tt]?(\\d\\d)(\\d\\d)(?:(\\d\\d)(?:[.,]?(\\d{1,9}))?)?)?"
              + " ?(Z|z|[+-]\\d\\d(?::?\\d\\d)?)?");

  /** Numbers of so many digits are dates: as epochs they lie before 1974 or after 2285. */
  private static final Set<Integer> DIGITS_OF_DATES = Set.of(8, 12, 14, 17);

  private static final int LONGEST = 100;
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .appendPattern("HH:mm[:ss]")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .appendPattern("[' ']")
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .appendPattern("[' ']['UTC']['GMT']")
          .optionalStart()
          .appendLiteral('[')
          .appendZoneRegionId()
          .appendLiteral(']')
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  private Timestamps() {}

  /** Returns the instant that a text denotes, or empty if it is not a timestamp. */
  public static Optional<Instant> parse(String text) {
    var usual = IsoTimestamp.parse(text);
    return usual == null ? parseAny(text) : Optional.of(usual);
  }

  /**
   * Whether a feed can be read from this time on: from 1970 to 9999, so that nothing that is added
   * to it or taken from it overflows.
   */
  public static boolean isInRange(Instant time) {
    return !time.isBefore(Instant.EPOCH) && time.isBefore(END);
  }

  /** Returns the text of a time in ISO 8601, as {@link Instant#toString} does, but faster. */
  public static String text(Instant time) {
    return time.getNano() == 0 && isInRange(time)
        ? IsoTimestamp.text(time.getEpochSecond())
        : time.toString();
  }

  private static Optional<Instant> parseAny(String text) {
    var stripped = text.strip();
    if (stripped.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      var time = isEpoch(stripped) ? epoch(stripped) : calendar(stripped);
      return Optional.of(time).filter(each -> each.isBefore(END));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static boolean isEpoch(String text) {
    var isDate =
        DIGITS_OF_DATES.contains(text.length()) && text.chars().allMatch(Character::isDigit);
    return NUMBER.matcher(text).matches() && !isDate;
  }

  private static Instant epoch(String text) {
    var number = new BigDecimal(text);
    var digits = number.precision() - number.scale();
    if (digits > 19) {
      throw new DateTimeException("more than 19 digits");
    }
    var places = digits < 13 ? 9 : digits < 16 ? 6 : digits < 19 ? 3 : 0;
    var whole = digits < 13 ? number : number.setScale(0, RoundingMode.DOWN);
    var nanos = whole.movePointRight(places).setScale(0, RoundingMode.DOWN);
    var parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
  }

  private static Instant calendar(String text) {
    var basic = BASIC.matcher(text);
    if (basic.matches()) {
      var zone = Objects.requireNonNullElse(basic.group(8), "Z");
      return iso(
          "%s-%s-%sT%s:%s:%s.%s%s"
              .formatted(
                  basic.group(1),
                  basic.group(2),
                  basic.group(3),
                  part(basic.group(4)),
                  part(basic.group(5)),
                  part(basic.group(6)),
                  part(basic.group(7)),
                  zone));
    }
    return text.length() > 4 && text.charAt(4) == '-'
        ? iso(text)
        : Instant.from(
            DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.replaceFirst(" UTC$", " GMT")));
  }

  private static String part(@Nullable String digits) {
    return Objects.requireNonNullElse(digits, "00");
  }

  private static Instant iso(String text) {
    var parsed = ISO.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
    if (parsed instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    if (parsed instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
  }
}
