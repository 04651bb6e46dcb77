package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * What an error answer says.
 *
 * @param code the vendor's error code, or empty text
 * @param message what it says beside, or empty text
 */
record ErrorBody(String code, String message) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();
  private static final int LONGEST = 200;
  private static final Set<String> MEMBERS =
      Set.of("errors", "error", "error_description", "code", "message");
  private static final ErrorBody NOTHING = new ErrorBody("", "");

  /** What the given body says; nothing if it is no JSON object. */
  static ErrorBody of(byte[] bytes) {
    try (var parser = JSON.createParser(bytes)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? of(members(parser)) : NOTHING;
    } catch (IOException e) {
      // Gateways answer with HTML or nothing: an answer without a code.
      return NOTHING;
    }
  }

  /** What may be told of an answer: a page that is an error may hold events, which are not. */
  static String told(RawResponse answer) {
    if (!answer.succeeded()) {
      return new String(answer.bytes(), UTF_8);
    }
    var error = of(answer.bytes());
    return error.code.isEmpty() || error.message.isEmpty()
        ? error.code + error.message
        : error.code + ": " + error.message;
  }

  /** The text on one line and cut at 200 characters. */
  static String shorten(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** What an error may be in. Rows beside it may be many, and are passed over. */
  private static ObjectNode members(JsonParser parser) throws IOException {
    var members = JSON.createObjectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      if (MEMBERS.contains(name)) {
        members.set(name, parser.<JsonNode>readValueAsTree());
      } else {
        parser.skipChildren();
      }
    }
    return members;
  }

  private static ErrorBody of(JsonNode root) {
    for (var name : List.of("errors", "error")) {
      var node = root.path(name);
      var error = node.isArray() ? node.path(0) : node;
      if (error.isTextual()) {
        return new ErrorBody(error.asText(), text(root, "error_description"));
      }
      if (error.path("code").isTextual() || error.path("message").isTextual()) {
        return new ErrorBody(text(error, "code"), text(error, "message"));
      }
    }
    return new ErrorBody(text(root, "code"), text(root, "message"));
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).isTextual() ? node.path(name).asText() : "";
  }
}
