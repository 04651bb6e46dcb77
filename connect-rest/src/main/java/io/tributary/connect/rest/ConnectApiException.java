// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

/** A call of Connect's REST API that has not succeeded; the message is a sentence to be shown. */
public final class ConnectApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;

  /** The worker refused the call. */
  ConnectApiException(String call, int status, String reason) {
    super("The worker answers %d to %s: %s".formatted(status, call, reason));
    this.status = status;
    this.reason = reason;
  }

  /** The worker did not answer, or a connector did not get into the wanted state. */
  ConnectApiException(String message) {
    super(message);
    this.status = 0;
    this.reason = message;
  }

  /** The HTTP status; 0 if no worker answered, or a wait was in vain. */
  public int status() {
    return status;
  }

  /** Whether a worker refused the call, rather than not answering at all. */
  public boolean refused() {
    return status != 0;
  }

  /** The worker's own message, or why there is none. */
  public String reason() {
    return reason;
  }
}
