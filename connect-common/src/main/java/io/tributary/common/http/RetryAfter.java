package io.tributary.common.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After} and the dates of HTTP. Pure. */
public final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d+)?");

  private RetryAfter() {}

  /** The wait asked for, in seconds (a fraction is taken) or as a date; null if there is none. */
  public static @Nullable Duration parse(@Nullable String value, Instant serverTime) {
    if (value == null) {
      return null;
    }
    if (SECONDS.matcher(value.strip()).matches()) {
      return Duration.ofMillis(Math.round(Double.parseDouble(value.strip()) * 1000));
    }
    return date(value.strip())
        .map(until -> Duration.between(serverTime, until))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .orElse(null);
  }

  /** An HTTP date, or nothing if it is none. */
  public static Optional<Instant> date(@Nullable String value) {
    try {
      return Optional.ofNullable(value)
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
