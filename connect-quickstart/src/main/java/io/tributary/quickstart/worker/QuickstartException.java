// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

/** A failure that the user can correct. The message is complete. */
public final class QuickstartException extends Exception {
  private static final long serialVersionUID = 1L;

  public QuickstartException(String message) {
    super(message);
  }
}
