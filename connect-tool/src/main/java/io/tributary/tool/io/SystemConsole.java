// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.io;

import java.io.Console;
import java.util.Optional;

/** The terminal of the operator, if there is one. */
public final class SystemConsole {
  private SystemConsole() {}

  /** From Java 22 on, there is a console even without a terminal unless this is set. */
  public static void requireTerminal() {
    System.setProperty("jdk.console", "java.base");
  }

  @SuppressWarnings("SystemConsoleNull")
  public static Optional<Console> console() {
    return Optional.ofNullable(System.console());
  }
}
