package io.tributary.devo.relp;

import java.io.IOException;

/** The far side does not keep to RELP. */
public final class RelpProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  RelpProtocolException(String message) {
    super(message);
  }
}
