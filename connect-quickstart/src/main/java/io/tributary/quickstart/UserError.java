package io.tributary.quickstart;

/** Something the person at the terminal can put right; the message is all they need. */
final class UserError extends Exception {
  private static final long serialVersionUID = 1L;

  UserError(String message) {
    super(message);
  }
}
