// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.ForeignText;
import io.tributary.common.error.Recoverability;
import io.tributary.devo.config.Endpoint;
import io.tributary.devo.error.ConnectionErrors;
import io.tributary.devo.error.SinkError;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one request: a response, or the reason why there was none. Neither the response nor
 * the failure contains the token.
 *
 * @param retryAfter the wait that Devo asks for, if it does
 * @param failure why there was no response
 * @param reached whether the request was on its way when it failed, so that its body may be at
 *     fault
 * @param connection a number of the connection that has answered, or 0 if none has
 */
record BatchResult(
    HttpBatch batch,
    @Nullable IntakeResponse response,
    @Nullable Duration retryAfter,
    @Nullable IOException failure,
    boolean reached,
    int connection) {

  /** Many failures stand behind it, for which {@link Suspects} has ruled out chance. */
  private static final int REFUSALS_OF_A_SUSPECT = 10;

  /** Requires either a response or a failure. */
  BatchResult {
    if ((response == null) == (failure == null)) {
      throw new IllegalArgumentException("either a response or a failure");
    }
  }

  /** How to go on. */
  enum Verdict {
    /** Devo has received the events. */
    ACCEPTED,
    /** The same request may succeed later. */
    RETRY,
    /** The request is too large. */
    TOO_LARGE,
    /** Devo does not accept an event of the request. */
    REJECTED,
    /** Devo does not accept any request for this tag, or from us. */
    FORBIDDEN
  }

  /** A request that was answered. */
  static BatchResult answered(
      HttpBatch batch, IntakeResponse response, @Nullable Duration retryAfter, int connection) {
    return new BatchResult(batch, response, retryAfter, null, true, connection);
  }

  /** A request that got no response. */
  static BatchResult failed(HttpBatch batch, IOException failure, boolean reached) {
    return new BatchResult(batch, null, null, failure, reached, 0);
  }

  Verdict verdict() {
    if (response == null) {
      return Verdict.RETRY;
    }
    var status = response.status();
    return switch (status) {
      case 200, 204 -> response.isPage() ? Verdict.RETRY : Verdict.ACCEPTED;
      case 401, 403, 404, 405 -> Verdict.FORBIDDEN;
      case 408, 425, 429 -> Verdict.RETRY;
      case 413 -> Verdict.TOO_LARGE;
      default -> {
        if (status >= 400 && status < 500) {
          yield Verdict.REJECTED;
        }
        yield status >= 300 && status < 400 ? Verdict.FORBIDDEN : Verdict.RETRY;
      }
    };
  }

  /** Whether the events themselves may be the reason why it has to be sent again. */
  boolean mayBeTheEvents() {
    if (response == null) {
      return reached && !ConnectionErrors.isCertificateError(Objects.requireNonNull(failure));
    }
    // A status below 500 is said of the time, and so is one with a wait.
    return retryAfter == null && (response.status() >= 500 || response.status() < 300);
  }

  /** How many refusals it stands for, if it is one. */
  int refusals() {
    return switch (verdict()) {
      case RETRY -> REFUSALS_OF_A_SUSPECT;
      case TOO_LARGE, REJECTED -> batch.wasRefusedBefore() ? 2 : 1;
      case ACCEPTED, FORBIDDEN -> 1;
    };
  }

  /** The error to report if no single record is at fault. */
  ApiException toException(Endpoint endpoint) {
    if (response == null) {
      return ConnectionErrors.classify(Objects.requireNonNull(failure), endpoint.toString());
    }
    var status = response.status();
    var error =
        switch (verdict()) {
          case ACCEPTED, TOO_LARGE, REJECTED -> SinkError.ALL_REFUSED;
          case RETRY -> SinkError.NOT_DELIVERED;
          case FORBIDDEN ->
              status == 404 || status == 405
                  ? SinkError.NO_INTAKE
                  : status < 400 ? SinkError.REDIRECTED : SinkError.TOKEN_REFUSED;
        };
    return new ApiException(error, recoverability(), retryAfter, null, endpoint, answer());
  }

  /** 403, 404 and refusals may be about the first tag or event of many. */
  private Recoverability recoverability() {
    return switch (verdict()) {
      case RETRY -> Recoverability.RETRY;
      case ACCEPTED, TOO_LARGE, REJECTED -> Recoverability.UNCLEAR;
      case FORBIDDEN -> {
        var status = Objects.requireNonNull(response).status();
        yield status == 401 || status < 400 ? Recoverability.STOP : Recoverability.UNCLEAR;
      }
    };
  }

  /** The error of a request that had one event. */
  ApiException toExceptionOfEvent(Endpoint endpoint) {
    return verdict() == Verdict.TOO_LARGE
        ? new ApiException(
            SinkError.EVENT_TOO_LARGE,
            batch.positions().get(0),
            batch.bytes(),
            "Devo accepts (" + answer() + ")")
        : toException(endpoint);
  }

  /** What came for a request that had one event, for an error message that names the event. */
  String answerToEvent() {
    return verdict() == Verdict.TOO_LARGE
        ? answer() + " (a message of " + batch.bytes() + " bytes)"
        : answer();
  }

  /** What came, for an error message. */
  String answer() {
    return response == null
        ? ForeignText.line(String.valueOf(Objects.requireNonNull(failure).getMessage()))
        : response.summary();
  }
}
