// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import io.tributary.common.config.Validators;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef.Validator;

/**
 * How a time is written into a query, in UTC: {@code date}, {@code epoch_seconds}, {@code
 * epoch_millis} or a pattern of {@link DateTimeFormatter}. What is finer than the format can write
 * is rounded outward, so that a range never becomes shorter.
 */
public final class TimeFormat {
  /** ISO 8601 in whole seconds with {@code Z}. */
  public static final String ISO = "yyyy-MM-dd'T'HH:mm:ss'Z'";

  private static final List<ChronoUnit> UNITS =
      List.of(
          ChronoUnit.MILLIS,
          ChronoUnit.SECONDS,
          ChronoUnit.MINUTES,
          ChronoUnit.HOURS,
          ChronoUnit.DAYS);
  private static final List<Duration> WHOLE_DATE =
      List.of(Duration.ofDays(1), Duration.ofDays(31), Duration.ofDays(365));
  private static final String EXPECTED =
      "must be date, epoch_seconds, epoch_millis or a pattern with year, month and day such as "
          + ISO;
  private static final Instant SOME_TIME = Instant.parse("2026-03-01T00:00:00Z");

  private final Function<Instant, String> text;
  private final ChronoUnit unit;

  private TimeFormat(Function<Instant, String> text, ChronoUnit unit) {
    this.text = text;
    this.unit = unit;
  }

  /**
   * The format of the given name or pattern.
   *
   * @throws IllegalArgumentException if it is none, or does not tell one day from another
   */
  public static TimeFormat of(String format) {
    return switch (format) {
      case "date" -> pattern("yyyy-MM-dd");
      case "epoch_seconds" ->
          new TimeFormat(time -> Long.toString(time.getEpochSecond()), ChronoUnit.SECONDS);
      case "epoch_millis" ->
          new TimeFormat(time -> Long.toString(time.toEpochMilli()), ChronoUnit.MILLIS);
      default -> pattern(format);
    };
  }

  /** A name or pattern that can write a time. */
  public static Validator validator() {
    return Validators.checked(
        "date, epoch_seconds, epoch_millis or a pattern",
        value -> {
          try {
            var unused = of(value.toString());
            return "";
          } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
          }
        });
  }

  /** The latest time it can write that is before the given one: a start may be exclusive. */
  public String before(Instant time) {
    return text.apply(time.minusMillis(1).truncatedTo(unit));
  }

  /** The latest time it can write that is not after the given one: a start that is inclusive. */
  public String atOrBefore(Instant time) {
    return text.apply(time.truncatedTo(unit));
  }

  /** The earliest time it can write that is not before the given one. */
  public String notBefore(Instant time) {
    var down = time.truncatedTo(unit);
    return text.apply(down.equals(time) ? time : down.plus(1, unit));
  }

  private static TimeFormat pattern(String pattern) {
    try {
      var formatter = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
      var unit = UNITS.stream().filter(each -> tells(formatter, each.getDuration())).findFirst();
      var halfDays = unit.filter(each -> each != ChronoUnit.DAYS).isPresent();
      if (unit.isPresent()
          && (!halfDays || tells(formatter, Duration.ofHours(12)))
          && WHOLE_DATE.stream().allMatch(apart -> tells(formatter, apart))) {
        return new TimeFormat(formatter::format, unit.get());
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    throw new IllegalArgumentException(EXPECTED);
  }

  /** Whether two times that far apart are written differently. */
  private static boolean tells(DateTimeFormatter formatter, Duration apart) {
    return !formatter.format(SOME_TIME).equals(formatter.format(SOME_TIME.plus(apart)));
  }
}
