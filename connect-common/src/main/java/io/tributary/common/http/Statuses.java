package io.tributary.common.http;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Trouble;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a status that is no success means: one table for all vendors, and each one's exceptions. */
record Statuses(String vendor, List<ErrorRule> exceptions) {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d+)?");

  /** The exception that an answer of the API amounts to. */
  ApiException failure(Answer answer, String said, Instant serverTime) {
    var error = error(answer.status());
    var trouble = rule(answer).map(ErrorRule::trouble).orElse(error.trouble());
    var where = error == ApiError.UNEXPECTED_STATUS ? vendor : answer.source();
    var what = error == ApiError.UNEXPECTED_STATUS ? answer.source() + ": " + said : said;
    return new ApiException(
        error, trouble, retryAfter(answer, serverTime), null, where, told(answer, what));
  }

  /** The exception that an answer of the token endpoint amounts to. */
  ApiException loginFailure(Answer answer, String said, Instant serverTime) {
    if (error(answer.status()).trouble() == Trouble.RETRY) {
      return failure(answer, said, serverTime);
    }
    // The cause says where; the number is that of the vendor documents for any refused login.
    return new ApiException(
        InitVariablesError.TOKEN_STATUS,
        Trouble.STOP,
        null,
        failure(answer, said, serverTime),
        vendor,
        told(answer, said));
  }

  private static String told(Answer answer, String said) {
    return (answer.status() + " " + said).strip();
  }

  /** Whether a new credential may help: a 401 that the vendor does not use for something else. */
  boolean newCredentialMayHelp(Answer answer) {
    return answer.status() == 401
        && rule(answer).map(rule -> rule.trouble() != Trouble.STOP).orElse(true);
  }

  /** The wait a {@code Retry-After} asks for, in seconds (a fraction is taken) or as a date. */
  static @Nullable Duration retryAfter(Answer answer, Instant serverTime) {
    var value = answer.headers().get("Retry-After");
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
  static Optional<Instant> date(@Nullable String value) {
    try {
      return Optional.ofNullable(value)
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private Optional<ErrorRule> rule(Answer answer) {
    var code = ErrorBody.code(answer.bytes());
    return exceptions.stream().filter(rule -> rule.matches(answer.status(), code)).findFirst();
  }

  private static ApiError error(int status) {
    return switch (status) {
      case 401 -> ApiError.UNAUTHORIZED;
      case 403 -> ApiError.FORBIDDEN;
      case 404 -> ApiError.NOT_FOUND;
      case 413, 422 -> ApiError.REFUSED;
      case 425, 429 -> ApiError.TOO_MANY_REQUESTS;
      case 490 -> ApiError.BLOCKED;
      default ->
          status >= 500 || status == 408 ? ApiError.SERVER_ERROR : ApiError.UNEXPECTED_STATUS;
    };
  }
}
