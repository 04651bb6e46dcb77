// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The text of a value that is text, or bytes in UTF-8. */
final class PlainText {
  private PlainText() {}

  /** The text, or nothing for a value of another kind. */
  static Optional<String> of(Object value) {
    if (value instanceof String text) {
      return Optional.of(text);
    }
    if (value instanceof byte[] bytes) {
      return Optional.of(new String(bytes, UTF_8));
    }
    return value instanceof ByteBuffer buffer
        ? Optional.of(UTF_8.decode(buffer.duplicate()).toString())
        : Optional.empty();
  }
}
