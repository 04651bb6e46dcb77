// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import java.io.IOException;

/**
 * Steps over JSON that need not be valid, by its quotes and braces alone. It needs no memory,
 * however deep the JSON is nested.
 */
final class JsonScan {
  /** What {@link #next} returns at the end. */
  static final int END = -1;

  private final byte[] bytes;
  private int at;

  JsonScan(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The index of the byte to read next. */
  int at() {
    return at;
  }

  /** Takes one byte. */
  void take() {
    at++;
  }

  /** Skips one value. Of an object only braces count, of an array only brackets. */
  void skipValue() throws IOException {
    switch (next()) {
      case '"' -> skipString();
      case '{' -> skipNested('{', '}');
      case '[' -> skipNested('[', ']');
      case END, ',', ':', ']', '}' -> throw new IOException("no value");
      default -> skipScalar();
    }
  }

  /** Skips one value or stray byte, of what follows a value. */
  void skipAny() throws IOException {
    switch (next()) {
      case END -> throw new IOException("no end");
      case ':', '}' -> at++;
      default -> skipValue();
    }
  }

  /**
   * Skips up to the last brace that is followed by a bracket, where an array of objects may end.
   *
   * @param from the index of what is skipped, at least one byte
   */
  void skipToLastBrace(int from) throws IOException {
    for (var end = bytes.length - 1; end > from; end--) {
      if (bytes[end] == ']') {
        at = end;
        trimTo(from + 1);
        if (bytes[at - 1] == '}') {
          return;
        }
      }
    }
    throw new IOException("a row without an end");
  }

  /** Skips a string, of which the next byte is the opening quote. */
  void skipString() throws IOException {
    for (at++; at < bytes.length && bytes[at] != '"'; at++) {
      if (bytes[at] == '\\') {
        at++;
      }
    }
    if (at >= bytes.length) {
      throw new IOException("a string without an end");
    }
    at++;
  }

  private void skipNested(char open, char close) throws IOException {
    long depth = 0;
    while (at < bytes.length) {
      if (bytes[at] == '"') {
        skipString();
      } else {
        depth += bytes[at] == open ? 1 : bytes[at] == close ? -1 : 0;
        at++;
        if (depth == 0) {
          return;
        }
      }
    }
    throw new IOException("an object or array without an end");
  }

  private void skipScalar() {
    var from = at;
    while (at < bytes.length && ",:]}\"".indexOf(bytes[at]) < 0) {
      at++;
    }
    trimTo(from);
  }

  /** Steps back over the white space after what began at the given index. */
  void trimTo(int from) {
    while (at > from && isSpace(bytes[at - 1])) {
      at--;
    }
  }

  /** Skips white space and returns the next byte, or {@link #END}. */
  int next() {
    while (at < bytes.length && isSpace(bytes[at])) {
      at++;
    }
    return at < bytes.length ? bytes[at] & 0xff : END;
  }

  void skipByteOrderMark() {
    if (bytes.length > 2
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      at = 3;
    }
  }

  private static boolean isSpace(byte value) {
    return value == ' ' || value == '\n' || value == '\r' || value == '\t';
  }
}
