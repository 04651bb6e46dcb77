// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import io.tributary.common.error.ForeignText;
import java.io.IOException;

/** The receiver violates the RELP protocol, which its text may quote (rule R7). */
public final class RelpProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  RelpProtocolException(String message) {
    super(ForeignText.line(message));
  }
}
