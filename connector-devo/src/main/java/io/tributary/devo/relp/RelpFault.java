package io.tributary.devo.relp;

import java.io.IOException;

/** The far side does not keep to RELP. */
public final class RelpFault extends IOException {
  private static final long serialVersionUID = 1L;

  RelpFault(String message) {
    super(message);
  }
}
