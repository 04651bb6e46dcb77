package io.tributary.common.obfuscation;

/**
 * The rules cannot be applied to an event, which must go nowhere as it is. The message tells why
 * and holds nothing of the event; for the same reason there is no cause.
 */
public final class NotMaskableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotMaskableException(String why) {
    super(why);
  }

  /** Why, as the end of a sentence. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
