package io.tributary.devo.http;

import io.tributary.common.error.ApiException;
import io.tributary.devo.config.Endpoint;
import io.tributary.devo.error.ConnectionErrors;
import io.tributary.devo.error.SinkError;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request. Neither text nor failure holds the token.
 *
 * @param status 0 where there was no answer
 * @param said what came with a status that is no success
 * @param retryAfter how long Devo asks us to wait, if it does
 * @param failure why there was no answer
 */
record BatchResult(
    HttpBatch batch,
    int status,
    String said,
    @Nullable Duration retryAfter,
    @Nullable IOException failure) {

  /** What to do about it. */
  enum Outcome {
    /** Devo has received the events. */
    TAKEN,
    /** The same request will do later. */
    AGAIN,
    /** It is too much for one request. */
    TOO_LARGE,
    /** Something in it is not to Devo's liking. */
    REFUSED,
    /** Only an operator can help. */
    STOP
  }

  /** A request that got no answer. */
  static BatchResult none(HttpBatch batch, IOException why) {
    return new BatchResult(batch, 0, "", null, why);
  }

  Outcome verdict() {
    if (failure != null) {
      return ConnectionErrors.isCertificateFault(failure) ? Outcome.STOP : Outcome.AGAIN;
    }
    return switch (status) {
      case 401, 403, 404 -> Outcome.STOP;
      case 408, 425, 429 -> Outcome.AGAIN;
      case 413 -> Outcome.TOO_LARGE;
      default ->
          status >= 500
              ? Outcome.AGAIN
              : status >= 400 ? Outcome.REFUSED : status >= 300 ? Outcome.STOP : Outcome.TAKEN;
    };
  }

  /** The error it amounts to when it is blamed on no record. */
  ApiException trouble(Endpoint endpoint) {
    if (failure != null) {
      return ConnectionErrors.of(failure, endpoint);
    }
    var error =
        switch (verdict()) {
          case AGAIN -> SinkError.NOT_DELIVERED;
          case TAKEN, TOO_LARGE, REFUSED -> SinkError.ALL_REFUSED;
          case STOP ->
              status == 404
                  ? SinkError.NO_INTAKE
                  : status < 400 ? SinkError.REDIRECTED : SinkError.TOKEN_REFUSED;
        };
    return new ApiException(error, error.trouble(), retryAfter, null, endpoint, text());
  }

  /** Status and text, fit for a message. */
  String text() {
    return (status + " " + said).strip();
  }
}
