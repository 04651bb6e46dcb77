// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

/** Something the person at the terminal can put right; the message is all they need. */
public final class QuickstartException extends Exception {
  private static final long serialVersionUID = 1L;

  public QuickstartException(String message) {
    super(message);
  }
}
