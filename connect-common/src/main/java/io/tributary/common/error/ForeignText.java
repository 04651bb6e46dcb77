// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text written by somebody else, made fit for a message: cut, and with control characters shown as
 * {@code \}{@code uXXXX}. A terminal would carry them out, and a log would end the line.
 */
public final class ForeignText {
  private static final int MAX_LENGTH = 200;
  private static final int MAX_ARGUMENT = 500;

  /** Also marks of direction, which hide text, and halves of a surrogate pair. */
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

  /** What OkHttp and Okio quote of bytes that they cannot parse. */
  private static final Pattern QUOTED_BYTES = Pattern.compile("content=\\p{XDigit}++");

  private ForeignText() {}

  /** The first 200 characters, with an ellipsis if there are more. */
  public static String shorten(String text) {
    return cut(text, MAX_LENGTH);
  }

  /** The text on one line, shortened. */
  public static String line(String text) {
    return shorten(collapse(text).strip());
  }

  /** At most so many characters from the start of the text, on one line. */
  public static String start(String text, int length) {
    var line = collapse(text);
    var shown = visible(line.substring(0, Math.min(line.length(), length)));
    return shown.substring(0, Math.min(shown.length(), length));
  }

  /**
   * What is filled into a message: at most 500 characters of its text, of which some may be a
   * sentence of ours. Numbers stay as they are, so that a format can apply to them.
   */
  static @Nullable Object argument(@Nullable Object value) {
    if (value == null || value instanceof Number) {
      return value;
    }
    return cut(value.toString(), MAX_ARGUMENT);
  }

  /** The text of an exception without bytes in hexadecimal, in which no secret would be found. */
  public static String withoutQuotedBytes(String text) {
    return QUOTED_BYTES.matcher(text).replaceAll("content=");
  }

  /** The text without full stops at its end, as part of a longer sentence. */
  public static String phrase(String text) {
    var end = text.length();
    while (end > 0 && text.charAt(end - 1) == '.') {
      end--;
    }
    return text.substring(0, end);
  }

  private static String cut(String text, int most) {
    var shown = visible(text.substring(0, Math.min(text.length(), most + 1)));
    return shown.length() <= most ? shown : shown.substring(0, most) + "…";
  }

  private static String collapse(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** The whole text with its control characters shown, and its line feeds as well. */
  public static String visible(String text) {
    return INVISIBLE
        .matcher(text)
        .replaceAll(
            found ->
                found.group().chars().mapToObj("\\\\u%04x"::formatted).reduce("", String::concat));
  }
}
