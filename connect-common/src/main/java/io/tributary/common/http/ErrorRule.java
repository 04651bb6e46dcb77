package io.tributary.common.http;

import io.tributary.common.error.Trouble;

/**
 * One row of a vendor's table of exceptions: what an answer means here that means something else
 * elsewhere.
 *
 * @param status the HTTP status
 * @param code the vendor's error code; empty: an answer without one; {@code *}: any
 * @param trouble what to do about it; {@link Trouble#STOP} on a 401 also says that a new token
 *     would not help
 */
public record ErrorRule(int status, String code, Trouble trouble) {

  boolean matches(int answered, String answeredCode) {
    return status == answered && (code.equals("*") || code.equals(answeredCode));
  }
}
