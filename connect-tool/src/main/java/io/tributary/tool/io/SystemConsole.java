package io.tributary.tool.io;

import java.io.Console;
import java.util.Optional;

/** The terminal a person sits at, if there is one. */
public final class SystemConsole {
  private SystemConsole() {}

  /** From Java 22 on there would be a console also where nobody can see it. */
  public static void askForNoneWithoutPerson() {
    System.setProperty("jdk.console", "java.base");
  }

  @SuppressWarnings("SystemConsoleNull")
  public static Optional<Console> console() {
    return Optional.ofNullable(System.console());
  }
}
