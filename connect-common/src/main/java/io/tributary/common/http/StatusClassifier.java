// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.Answer;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.ForeignText;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of a response that is not a success: one table for all vendors, and the exceptions of
 * each. An error may come with a success status, in which case its code decides.
 */
record StatusClassifier(String vendor, List<StatusRule> exceptions) {
  private static final int SAID_BESIDE = 120;

  StatusClassifier {
    exceptions = List.copyOf(exceptions);
  }

  /** The exception for a response of the API. */
  ApiException failure(RawResponse answer, String said, Instant serverTime) {
    var error = error(answer);
    var where =
        switch (error) {
          case UNEXPECTED_STATUS -> vendor;
          case UNREADABLE -> "events";
          default -> answer.source();
        };
    var what = where.equals(answer.source()) ? "" : answer.source() + ": ";
    return new ApiException(
        error,
        recoverability(answer),
        RetryAfter.of(answer.headers(), serverTime),
        null,
        where,
        new Answer((what + answer.status() + " " + said).strip(), what + answer.status()));
  }

  /**
   * The exception for a response to a step of a login.
   *
   * @param number that of the error if the login is refused
   * @param fault a fault of ours that may be the reason of a refusal, or empty
   */
  ApiException loginFailure(
      InitVariablesError number,
      RawResponse answer,
      String said,
      String fault,
      Instant serverTime) {
    var known = !answer.succeeded() || rule(answer).isPresent();
    if (known && recoverability(answer) != Recoverability.STOP) {
      return failure(answer, said, serverTime);
    }
    // The cause holds the address; the number is that of any refused login in the documents.
    var cause = failure(answer, said, serverTime);
    var what = (answer.status() + " " + said).strip();
    var detail =
        fault.isEmpty()
            ? new Answer(what, String.valueOf(answer.status()))
            : new Answer(
                ForeignText.start(what, SAID_BESIDE) + "; " + fault,
                answer.status() + "; " + fault);
    var body = ErrorBody.of(answer.bytes());
    if (!body.code().toLowerCase(Locale.ROOT).matches("(err_)?invalid_grant")) {
      return refused(number, null, cause, detail);
    }
    // Each further login may keep a suspended account suspended for longer.
    return body.message().toLowerCase(Locale.ROOT).contains("suspended")
        ? refused(number, RetryPolicy.RAREST_LOGIN, cause, detail)
        : new GrantRefusedException(vendor, detail, cause);
  }

  private ApiException refused(
      InitVariablesError number, @Nullable Duration wait, ApiException cause, Answer detail) {
    return new ApiException(number, number.recoverability(), wait, cause, vendor, detail);
  }

  /**
   * Whether a new credential may help: a 401 that the vendor does not use for something else, or a
   * code that tells of a dead token, whatever the status it comes with.
   */
  boolean newCredentialMayHelp(RawResponse answer) {
    var code = ErrorBody.of(answer.bytes()).code();
    return (error(answer) == ApiError.UNAUTHORIZED
            && rule(answer).map(rule -> rule.recoverability() != Recoverability.STOP).orElse(true))
        || exceptions.stream().anyMatch(rule -> rule.tellsOfDeadToken(code));
  }

  private Optional<StatusRule> rule(RawResponse answer) {
    var code = ErrorBody.of(answer.bytes()).code();
    return exceptions.stream().filter(rule -> rule.matches(answer.status(), code)).findFirst();
  }

  private Recoverability recoverability(RawResponse answer) {
    return rule(answer)
        .map(StatusRule::recoverability)
        .orElseGet(() -> error(answer).recoverability());
  }

  private ApiError error(RawResponse answer) {
    return error(rule(answer).map(StatusRule::means).orElse(answer.status()));
  }

  private static ApiError error(int status) {
    return switch (status) {
      case 401 -> ApiError.UNAUTHORIZED;
      case 403 -> ApiError.FORBIDDEN;
      case 404 -> ApiError.NOT_FOUND;
      case 413, 422 -> ApiError.REFUSED;
      case 425, 429 -> ApiError.TOO_MANY_REQUESTS;
      case 490 -> ApiError.BLOCKED;
      default -> {
        if (status >= 200 && status < 300) {
          yield ApiError.UNREADABLE;
        }
        yield status >= 500 || status == 408 ? ApiError.SERVER_ERROR : ApiError.UNEXPECTED_STATUS;
      }
    };
  }
}
