package io.tributary.devo;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.SinkError;
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
record HttpAnswer(
    HttpBatch batch,
    int status,
    String said,
    @Nullable Duration retryAfter,
    @Nullable IOException failure) {

  /** What to do about it. */
  enum Verdict {
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
  static HttpAnswer none(HttpBatch batch, IOException why) {
    return new HttpAnswer(batch, 0, "", null, why);
  }

  Verdict verdict() {
    if (failure != null) {
      return Troubles.isCertificateFault(failure) ? Verdict.STOP : Verdict.AGAIN;
    }
    return switch (status) {
      case 401, 403, 404 -> Verdict.STOP;
      case 408, 425, 429 -> Verdict.AGAIN;
      case 413 -> Verdict.TOO_LARGE;
      default ->
          status >= 500
              ? Verdict.AGAIN
              : status >= 400 ? Verdict.REFUSED : status >= 300 ? Verdict.STOP : Verdict.TAKEN;
    };
  }

  /** The error it amounts to when it is blamed on no record. */
  ApiException trouble(Endpoint endpoint) {
    if (failure != null) {
      return Troubles.of(failure, endpoint);
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
    return new ApiException(error, error.recoverability(), retryAfter, null, endpoint, text());
  }

  /** Status and text, fit for a message. */
  String text() {
    return (status + " " + said).strip();
  }
}
