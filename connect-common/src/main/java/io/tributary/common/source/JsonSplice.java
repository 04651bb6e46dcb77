package io.tributary.common.source;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds members at the end of a JSON object without touching a byte of it. What is no object is left
 * as it is, and a member the object has already keeps its value.
 */
final class JsonSplice {
  private static final JsonStringEncoder QUOTE = JsonStringEncoder.getInstance();

  private JsonSplice() {}

  /** The text of the object with the members before its closing brace. */
  static String append(String object, Map<String, String> members) {
    var open = object.indexOf('{');
    var close = object.lastIndexOf('}');
    var missing = new LinkedHashMap<>(members);
    if (!isObject(object, open) || missing.isEmpty()) {
      return object;
    }
    if (members.keySet().stream().anyMatch(name -> object.contains(name.substring(1)))) {
      removeNamesOf(object, missing);
    }
    var separator = firstAfter(open, object) == close ? "" : ",";
    var out = new StringBuilder(object.length() + 80).append(object, 0, close);
    for (var member : missing.entrySet()) {
      out.append(separator).append('"').append(QUOTE.quoteAsString(member.getKey()));
      out.append("\":\"").append(QUOTE.quoteAsString(member.getValue())).append('"');
      separator = ",";
    }
    return out.append(object, close, object.length()).toString();
  }

  private static boolean isObject(String text, int open) {
    return open >= 0 && firstAfter(-1, text) == open;
  }

  private static int firstAfter(int index, String text) {
    var at = index + 1;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static void removeNamesOf(String object, Map<String, String> members) {
    try (var parser = EventJson.FACTORY.createParser(object)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        members.remove(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("An event that was read before cannot be read again", e);
    }
  }
}
