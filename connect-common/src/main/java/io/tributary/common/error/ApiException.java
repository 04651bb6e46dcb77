// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * An error of the catalogue, thrown by a source that talks to a vendor or by the sink that talks to
 * Devo. Its message is fit for logs and the REST API: it holds no secret and at most 200 characters
 * of what the other side said.
 */
public class ApiException extends ConnectException {
  private static final long serialVersionUID = 1L;

  private final transient CollectorError error;
  private final Recoverability recoverability;
  private final @Nullable Duration retryAfter;
  private final String unquoted;

  /** An error with the catalogue's own recoverability. */
  public ApiException(CollectorError error, Object... arguments) {
    this(error, error.recoverability(), null, null, arguments);
  }

  /** An error whose class of recoverability, wait or cause is known better where it is raised. */
  public ApiException(
      CollectorError error,
      Recoverability recoverability,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause,
      Object... arguments) {
    super(error.message(arguments), cause);
    this.error = error;
    this.recoverability = recoverability;
    this.retryAfter = retryAfter;
    this.unquoted =
        error.message(
            Stream.of(arguments)
                .map(argument -> argument instanceof Answer answer ? answer.outcome() : argument)
                .toArray());
  }

  /** The message without the words of the other side, for whoever must not read its answers. */
  public String unquoted() {
    return unquoted;
  }

  /** The catalogue entry. */
  public CollectorError error() {
    return error;
  }

  /** What to do about it. */
  public Recoverability recoverability() {
    return recoverability;
  }

  /**
   * Whether credentials were refused. Each further try may count towards locking the account, so it
   * is retried more rarely than other failures.
   */
  public boolean refusesLogin() {
    return error == ApiError.UNAUTHORIZED
        || error == ApiError.PROXY_REFUSED
        || error == InitVariablesError.TOKEN_STATUS;
  }

  /** How long the vendor asked us to wait, if it did. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
