// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.ForeignText;
import java.util.function.UnaryOperator;

/**
 * The body of a successful answer.
 *
 * @param source the request, for messages: method and address without its query
 * @param hasContent false after 204, which is an empty page; then there are no bytes
 * @param bytes the body; the array belongs to the receiver
 * @param redact removes the credential from a text
 * @param cutAt the limit in bytes at which the body was cut because it is larger; 0 if it is whole
 */
public record Body(
    String source, boolean hasContent, byte[] bytes, UnaryOperator<String> redact, long cutAt) {
  private static final int QUOTED = 120;
  private static final int LOOKED_THROUGH = 64 * 1024;

  /** A body that cannot hold a secret. */
  public Body(String source, byte[] bytes) {
    this(source, true, bytes, UnaryOperator.identity(), 0);
  }

  /** The body of an answer that has none by its status, 204. */
  public static Body withoutContent(String source) {
    return new Body(source, false, new byte[0], UnaryOperator.identity(), 0);
  }

  /** The same body with other bytes. */
  public Body with(byte[] other) {
    return new Body(source, hasContent, other, redact, cutAt);
  }

  /** The same body with bytes that are whole, although it was cut. */
  public Body closed(byte[] whole) {
    return new Body(source, hasContent, whole, redact, 0);
  }

  /** Whether these are only the first bytes of a body that is too large. */
  public boolean isCut() {
    return cutAt > 0;
  }

  /** The error for a body that is larger than the limit and cannot be read in part. */
  public ApiException tooLarge() {
    var limit = "more than " + cutAt + " bytes";
    return new ApiException(ApiError.EVENT_TOO_LARGE, source, limit);
  }

  /** The body as UTF-8 text. */
  public String text() {
    return new String(bytes, UTF_8);
  }

  /** The start of the body: at most 120 characters on one line, without the credential. */
  public String start() {
    var text = new String(bytes, 0, Math.min(bytes.length, LOOKED_THROUGH), UTF_8);
    return ForeignText.start(redact.apply(text), QUOTED);
  }

  @Override
  public String toString() {
    return source + " (" + bytes.length + " bytes)";
  }
}
