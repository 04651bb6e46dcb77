package io.tributary.tool;

/** Something the person at the terminal can put right; the message is all they need. */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UserError(String message) {
    super(message);
  }
}
