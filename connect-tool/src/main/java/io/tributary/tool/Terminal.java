package io.tributary.tool;

import java.io.Console;
import java.util.Optional;

/** The terminal a person sits at, if there is one. */
final class Terminal {
  private Terminal() {}

  /** From Java 22 on there would be a console also where nobody can see it. */
  static void askForNoneWithoutPerson() {
    System.setProperty("jdk.console", "java.base");
  }

  @SuppressWarnings("SystemConsoleNull")
  static Optional<Console> console() {
    return Optional.ofNullable(System.console());
  }
}
