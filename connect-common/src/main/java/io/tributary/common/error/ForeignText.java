// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

/** Text written by somebody else, cut so that it fits into a message. */
public final class ForeignText {
  private static final int MAX_LENGTH = 200;

  private ForeignText() {}

  /** The first 200 characters, with an ellipsis if there are more. */
  public static String shorten(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
  }

  /** The text on one line, shortened. */
  public static String line(String text) {
    return shorten(collapse(text).strip());
  }

  /** At most so many characters from the start of the text, on one line. */
  public static String start(String text, int length) {
    var line = collapse(text);
    return line.substring(0, Math.min(line.length(), length));
  }

  /** The text without full stops at its end, as part of a longer sentence. */
  public static String phrase(String text) {
    return text.replaceAll("\\.+$", "");
  }

  private static String collapse(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
