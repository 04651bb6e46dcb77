package io.tributary.testkit;

/** An answer of the Connect REST API other than 2xx. The message holds the call and the body. */
public final class ConnectRestException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final int status;

  ConnectRestException(String call, int status, String body) {
    super(call + " answered " + status + ": " + body);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
