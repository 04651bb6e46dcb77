// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

/**
 * The rules cannot be applied to an event, which must not be passed on unmasked. The message gives
 * the reason and quotes nothing of the event; therefore there is no cause either.
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
