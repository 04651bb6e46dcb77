package io.tributary.devo;

import com.fasterxml.jackson.core.JsonParser;
import io.tributary.common.json.LenientJson;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes one line of a value. JSON keeps its meaning: line breaks between its tokens become spaces,
 * and what is escaped inside its strings stays as it is. Pure.
 */
final class SingleLine {
  private SingleLine() {}

  /** The text as the mode has it, or nothing if the mode refuses it. */
  static Optional<String> of(String text, MultilineMode mode) {
    if (mode == MultilineMode.OCTET_COUNTING) {
      return Optional.of(text);
    }
    if (!breaks(text)) {
      return Optional.of(mode == MultilineMode.ESCAPE ? distinct(text) : text);
    }
    return switch (mode) {
      case FAIL -> isJson(text) ? Optional.of(spaced(text)) : Optional.empty();
      case ESCAPE -> Optional.of(isJson(text) ? spaced(text) : escaped(text));
      default -> Optional.of(spaced(text));
    };
  }

  /**
   * One line so that it cannot be taken for an escaped text of several. Most events are JSON on one
   * line with a backslash in it; parsing each only to leave it as it is would cost more than all
   * else, so here brackets around it are enough.
   */
  private static String distinct(String line) {
    return line.indexOf('\\') < 0 || isBracketed(line) ? line : escaped(line);
  }

  private static boolean isBracketed(String line) {
    var trimmed = line.strip();
    return (trimmed.startsWith("{") && trimmed.endsWith("}"))
        || (trimmed.startsWith("[") && trimmed.endsWith("]"));
  }

  private static boolean breaks(String text) {
    return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0 || text.indexOf('\0') >= 0;
  }

  private static boolean isBreak(char letter) {
    return letter == '\n' || letter == '\r' || letter == '\0';
  }

  private static String spaced(String text) {
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
  private static boolean isJson(String text) {
    var start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return false;
    }
    try (JsonParser parser = LenientJson.FACTORY.createParser(text)) {
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
