// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import com.fasterxml.jackson.core.JsonParser;
import io.tributary.common.json.LenientJson;
import io.tributary.devo.config.MultilineMode;
import java.io.IOException;
import java.util.Optional;

/**
 * Turns a value into one line. JSON keeps its meaning: line breaks between its tokens become
 * spaces, and escape sequences inside its strings are not changed. Pure.
 */
public final class SingleLine {
  private SingleLine() {}

  /** Returns the text as the mode defines, or nothing if the mode does not accept it. */
  public static Optional<String> of(String text, MultilineMode mode) {
    if (mode == MultilineMode.OCTET_COUNTING) {
      return Optional.of(text);
    }
    if (!hasBreaks(text)) {
      return Optional.of(mode == MultilineMode.ESCAPE ? unambiguous(text) : text);
    }
    return switch (mode) {
      case FAIL -> isJson(text) ? Optional.of(withSpaces(text)) : Optional.empty();
      case ESCAPE -> Optional.of(isJson(text) ? withSpaces(text) : escaped(text));
      default -> Optional.of(withSpaces(text));
    };
  }

  /**
   * Escapes one line that could be mistaken for several escaped ones. Most events are JSON on one
   * line with a backslash in it. Parsing each of them only to leave it unchanged would cost more
   * than everything else, so text in brackets counts as JSON here.
   */
  private static String unambiguous(String line) {
    return line.indexOf('\\') < 0 || isBracketed(line) ? line : escaped(line);
  }

  private static boolean isBracketed(String line) {
    var trimmed = withoutMark(line).strip();
    return (trimmed.startsWith("{") && trimmed.endsWith("}"))
        || (trimmed.startsWith("[") && trimmed.endsWith("]"));
  }

  private static boolean hasBreaks(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0;
  }

  private static boolean isBreak(char letter) {
    return letter == '\n' || letter == '\r' || letter == '\0';
  }

  private static String withSpaces(String text) {
    return text.replace('\n', ' ').replace('\r', ' ').replace('\0', ' ');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\0", "\\0");
  }

  /**
   * Whether the text is one JSON object or array, read as events are, in which no string holds a
   * raw break: as a space it would have lost its meaning.
   */
  private static boolean isJson(String given) {
    var text = withoutMark(given);
    var start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return false;
    }
    try (JsonParser parser = LenientJson.ANY_DEPTH.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.currentToken() != null
          && parser.currentToken().isStructEnd()
          && parser.nextToken() == null
          && !breaksWithinString(text);
    } catch (IOException e) {
      return false;
    }
  }

  /** Some programs write a byte order mark before JSON. It stays, but does not hide the JSON. */
  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static boolean breaksWithinString(String json) {
    var inString = false;
    for (var i = 0; i < json.length(); i++) {
      var letter = json.charAt(i);
      if (inString && letter == '\\') {
        i++;
      } else if (letter == '"') {
        inString = !inString;
      } else if (inString && isBreak(letter)) {
        return true;
      }
    }
    return false;
  }
}
