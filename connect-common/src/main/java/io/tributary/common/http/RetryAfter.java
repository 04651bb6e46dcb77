// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code Retry-After} and the dates of HTTP. */
public final class RetryAfter {
  private static final String NAME = "Retry-After";
  private static final Pattern SECONDS = Pattern.compile("\\d+(\\.\\d+)?");

  private static final Pattern WHOLE_SECONDS = Pattern.compile("\\d+");

  private RetryAfter() {}

  /**
   * Writes a {@code Retry-After} in seconds as a fraction, which OkHttp does not read. It would
   * repeat some requests by itself, and fails on a number of more than nine digits. A network
   * interceptor of every client.
   */
  public static Response withFraction(Interceptor.Chain chain) throws IOException {
    var response = chain.proceed(chain.request());
    var wait = response.header(NAME, "");
    return WHOLE_SECONDS.matcher(wait).matches()
        ? response.newBuilder().header(NAME, wait + ".0").build()
        : response;
  }

  /**
   * The requested wait, given in seconds (a fraction is accepted) or as a date; null if there is
   * none. It has no upper limit here: {@code RetryPolicy} sets it.
   */
  public static @Nullable Duration of(Headers headers, Instant serverTime) {
    var value = headers.get(NAME);
    if (value != null && SECONDS.matcher(value.strip()).matches()) {
      return Duration.ofMillis(Math.round(Double.parseDouble(value.strip()) * 1000));
    }
    return date(headers, NAME)
        .map(until -> Duration.between(serverTime, until))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .orElse(null);
  }

  /**
   * The date in a header, or empty if it has none. Not {@link Headers#getInstant}, which accepts a
   * wrong weekday and text after the date.
   */
  public static Optional<Instant> date(Headers headers, String name) {
    try {
      return Optional.ofNullable(headers.get(name))
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
