// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.common.error.ApiException;
import io.tributary.devo.config.Endpoint;
import io.tributary.devo.error.ConnectionErrors;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.RecordPosition;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The result of one request: a response, or the reason why there was none. Neither the body nor the
 * failure contains the token.
 *
 * @param status 0 if there was no response
 * @param body the beginning of the body of an unsuccessful response
 * @param retryAfter the wait that Devo asks for, if it does
 * @param failure why there was no response
 */
record BatchResult(
    HttpBatch batch,
    int status,
    String body,
    @Nullable Duration retryAfter,
    @Nullable IOException failure) {

  /** Requires either a status or a failure. */
  BatchResult {
    if ((status == 0) != (failure != null)) {
      throw new IllegalArgumentException("either a status or a failure, not " + status);
    }
  }

  /** How to go on. */
  enum Outcome {
    /** Devo has received the events. */
    ACCEPTED,
    /** The same request may succeed later. */
    RETRY,
    /** The request is too large. */
    TOO_LARGE,
    /** Devo does not accept an event of the request. */
    REJECTED,
    /** Only an operator can help. */
    FATAL
  }

  /** A request that got no response. */
  static BatchResult failed(HttpBatch batch, IOException failure) {
    return new BatchResult(batch, 0, "", null, failure);
  }

  Outcome outcome() {
    if (failure != null) {
      return ConnectionErrors.isCertificateError(failure) ? Outcome.FATAL : Outcome.RETRY;
    }
    return switch (status) {
      case 401, 403, 404 -> Outcome.FATAL;
      case 408, 425, 429 -> Outcome.RETRY;
      case 413 -> Outcome.TOO_LARGE;
      default -> {
        if (status >= 500) {
          yield Outcome.RETRY;
        }
        if (status >= 400) {
          yield Outcome.REJECTED;
        }
        yield status >= 300 ? Outcome.FATAL : Outcome.ACCEPTED;
      }
    };
  }

  /** The error to report if no single record is at fault. */
  ApiException toException(Endpoint endpoint) {
    if (failure != null) {
      return ConnectionErrors.classify(failure, endpoint.toString());
    }
    var error =
        switch (outcome()) {
          case RETRY -> SinkError.NOT_DELIVERED;
          case ACCEPTED, TOO_LARGE, REJECTED -> SinkError.ALL_REFUSED;
          case FATAL ->
              status == 404
                  ? SinkError.NO_INTAKE
                  : status < 400 ? SinkError.REDIRECTED : SinkError.TOKEN_REFUSED;
        };
    return new ApiException(error, error.recoverability(), retryAfter, null, endpoint, summary());
  }

  /** The error of the only record of a batch that is too large or rejected. */
  DataException rejectionOf(SinkRecord record) {
    var position = RecordPosition.of(record);
    return new DataException(
        outcome() == Outcome.TOO_LARGE
            ? SinkError.EVENT_TOO_LARGE.message(
                position, batch.bytes(), "Devo accepts (" + summary() + ")")
            : SinkError.EVENT_REFUSED.message(position, summary()));
  }

  /** Status and body for an error message. */
  String summary() {
    return (status + " " + body).strip();
  }
}
