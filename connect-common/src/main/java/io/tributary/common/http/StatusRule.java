package io.tributary.common.http;

import io.tributary.common.error.Recoverability;
import org.jspecify.annotations.Nullable;

/**
 * One row of a vendor's table of exceptions: what an answer means here that means something else
 * elsewhere.
 *
 * @param status the HTTP status it comes with; 0: any that does not say itself whether to wait: not
 *     413, 422, 429 and 5xx
 * @param code the vendor's error code; empty: an answer without one; with {@code *} at its end: all
 *     that begin so
 * @param means the HTTP status the answer amounts to
 * @param recoverability what to do about it; {@link Recoverability#STOP} on what amounts to a 401
 *     also says that a new token would not help; null: what that status always asks for
 */
public record StatusRule(
    int status, String code, int means, @Nullable Recoverability recoverability) {

  /** A status, with a code, that is another trouble than elsewhere. */
  public StatusRule(int status, String code, Recoverability recoverability) {
    this(status, code, status, recoverability);
  }

  /** A code that amounts to a status, whatever status it comes with. */
  public StatusRule(String code, int means) {
    this(0, code, means, null);
  }

  boolean matches(int answered, String answeredCode) {
    return (status == answered || (status == 0 && !tells(answered)))
        && (code.endsWith("*")
            ? answeredCode.startsWith(code.substring(0, code.length() - 1))
            : answeredCode.equals(code));
  }

  private static boolean tells(int answered) {
    return answered == 413 || answered == 422 || answered == 429 || answered >= 500;
  }
}
