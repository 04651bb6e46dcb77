package io.tributary.tool.io;

/** Something the person at the terminal can put right; the message is all they need. */
public final class CommandFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandFailedException(String message) {
    super(message);
  }
}
