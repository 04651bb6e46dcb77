package io.tributary.devo.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tributary.devo.config.MultilineMode;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes one line of a value. JSON keeps its meaning: line breaks between its tokens become spaces,
 * and what is escaped inside its strings stays as it is. Pure.
 */
public final class SingleLine {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private SingleLine() {}

  /** The text as the mode has it, or nothing if the mode refuses it. */
  public static Optional<String> of(String text, MultilineMode mode) {
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

  private static String spaced(String text) {
    return text.replace('\n', ' ').replace('\r', ' ').replace('\0', ' ');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\0", "\\0");
  }

  /** Whether the text is one JSON object or array; in such a text no string holds a raw break. */
  private static boolean isJson(String text) {
    var start = text.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return false;
    }
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      parser.skipChildren();
      return parser.currentToken() != null
          && parser.currentToken().isStructEnd()
          && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
