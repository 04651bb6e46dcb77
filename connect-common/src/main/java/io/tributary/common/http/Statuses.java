package io.tributary.common.http;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a status that is no success means: one table for all vendors, and each one's exceptions. */
record Statuses(String vendor, List<ErrorRule> exceptions) {
  /** The exception that an answer of the API amounts to. */
  ApiException failure(Answer answer, String said, Instant serverTime) {
    var error = error(answer.status());
    var trouble = rule(answer).map(ErrorRule::trouble).orElse(error.trouble());
    var where = error == ApiError.UNEXPECTED_STATUS ? vendor : answer.source();
    var what = error == ApiError.UNEXPECTED_STATUS ? answer.source() + ": " + said : said;
    return new ApiException(
        error,
        trouble,
        RetryAfter.parse(answer.headers().get("Retry-After"), serverTime),
        null,
        where,
        told(answer, what));
  }

  /** The exception that an answer of the token endpoint amounts to. */
  ApiException loginFailure(Answer answer, String said, Instant serverTime) {
    if (error(answer.status()).trouble() == Trouble.RETRY) {
      return failure(answer, said, serverTime);
    }
    return new ApiException(InitVariablesError.TOKEN_STATUS, vendor, told(answer, said));
  }

  private static String told(Answer answer, String said) {
    return (answer.status() + " " + said).strip();
  }

  /** Whether a new credential may help: a 401 that the vendor does not use for something else. */
  boolean newCredentialMayHelp(Answer answer) {
    return answer.status() == 401
        && rule(answer).map(rule -> rule.trouble() != Trouble.STOP).orElse(true);
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
