// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import java.io.IOException;

/** The receiver violates the RELP protocol. */
public final class RelpProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  RelpProtocolException(String message) {
    super(message);
  }
}
