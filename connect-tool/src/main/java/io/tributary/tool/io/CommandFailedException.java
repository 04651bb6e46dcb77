// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.io;

/** A failure that the operator can correct. The command prints its message and nothing else. */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }
}
