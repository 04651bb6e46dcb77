// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One frame of RELP: {@code TXNR COMMAND DATALEN[ DATA]} and a line feed.
 *
 * @param number of its transaction, or 0 if it belongs to none
 */
record RelpFrame(int number, String command, String data) {
  private static final int MAX_HEADER_LENGTH = 60;
  private static final Pattern HEADER = Pattern.compile("(\\d{1,9}) ([a-zA-Z]{1,32}) (\\d{1,5})");
  private static final String OK = "200";

  /** Transaction numbers are not negative. */
  RelpFrame {
    if (number < 0) {
      throw new IllegalArgumentException("number: " + number);
    }
  }

  /** The bytes of a frame before its data. */
  static byte[] header(int number, String command, int bytes) {
    return (number + " " + command + " " + bytes + " ").getBytes(UTF_8);
  }

  /**
   * Reads the next frame, or returns nothing if the stream ends between two frames.
   *
   * @throws RelpProtocolException if it is not a frame
   */
  static Optional<RelpFrame> read(InputStream in) throws IOException {
    var header = new StringBuilder();
    var spaces = 0;
    var next = in.read();
    while (next >= 0 && next != '\n' && header.length() < MAX_HEADER_LENGTH) {
      if (next == ' ' && ++spaces == 3) {
        break;
      }
      header.append((char) next);
      next = in.read();
    }
    if (next < 0 && header.isEmpty()) {
      return Optional.empty();
    }
    if (next < 0) {
      throw truncated();
    }
    var parts = HEADER.matcher(header);
    var length = parts.matches() ? Integer.parseInt(parts.group(3)) : -1;
    if (length < 0 || (next == '\n' && length > 0)) {
      throw new RelpProtocolException("it answered with \"" + header + "\"");
    }
    var data = new String(in.readNBytes(length), UTF_8);
    var last = next == '\n' ? next : in.read();
    if (last < 0) {
      throw truncated();
    }
    if (last != '\n') {
      throw new RelpProtocolException(
          "its answer to transaction " + parts.group(1) + " is longer than announced");
    }
    return Optional.of(new RelpFrame(Integer.parseInt(parts.group(1)), parts.group(2), data));
  }

  /** Whether it answers that the transaction succeeded. */
  boolean isOk() {
    return data.startsWith(OK)
        && (data.length() == OK.length() || !isDigit(data.charAt(OK.length())));
  }

  private static boolean isDigit(char next) {
    return next >= '0' && next <= '9';
  }

  /** Its data up to the first line break. */
  String text() {
    return data.lines().findFirst().orElse("no code");
  }

  private static EOFException truncated() {
    return new EOFException("the connection ended in the middle of an answer");
  }
}
