// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import java.io.IOException;

/** Nothing has moved over a connection for so long that we have given it up. */
final class StuckException extends IOException {
  private static final long serialVersionUID = 1L;

  StuckException(long millis) {
    super("not confirmed within " + millis + " ms");
  }
}
