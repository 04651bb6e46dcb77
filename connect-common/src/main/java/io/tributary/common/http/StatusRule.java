// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.Recoverability;
import org.jspecify.annotations.Nullable;

/**
 * One row of a vendor's table of exceptions: a response whose meaning differs from that of other
 * vendors.
 *
 * @param status the HTTP status it comes with; 0: any whose own meaning may be overridden: all but
 *     413, 422, 429 and 5xx
 * @param code the vendor's error code; empty: an answer without one; with {@code *} at its end: all
 *     codes with that prefix
 * @param means the HTTP status it is treated as
 * @param recoverability what to do about it; {@link Recoverability#STOP} on a 401 also means that a
 *     new token would not help; null: that of the status
 */
public record StatusRule(
    int status, String code, int means, @Nullable Recoverability recoverability) {
  private static final int UNAUTHORIZED = 401;

  /** A status with a code whose recoverability differs. */
  public StatusRule(int status, String code, Recoverability recoverability) {
    this(status, code, status, recoverability);
  }

  /** A code that is treated as a status, whatever status it comes with. */
  public StatusRule(String code, int means) {
    this(0, code, means, null);
  }

  boolean matches(int answered, String answeredCode) {
    return (status == answered || (status == 0 && !isDefinite(answered)))
        && (code.endsWith("*")
            ? answeredCode.startsWith(code.substring(0, code.length() - 1))
            : answeredCode.equals(code));
  }

  /** Whether the code alone says that the token is not valid any more. */
  boolean tellsOfDeadToken(String answeredCode) {
    return status == 0 && means == UNAUTHORIZED && code.equals(answeredCode);
  }

  private static boolean isDefinite(int answered) {
    return answered == 413 || answered == 422 || answered == 429 || answered >= 500;
  }
}
