package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * What an error answer says.
 *
 * @param code the vendor's error code, or empty text
 * @param message what it says beside, or empty text
 */
record ErrorBody(String code, String message) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 200;

  /** What the given body says; nothing if it is no JSON. */
  static ErrorBody of(byte[] bytes) {
    try {
      var root = JSON.readTree(bytes);
      for (var name : new String[] {"errors", "error"}) {
        var node = root.path(name);
        var error = node.isArray() ? node.path(0) : node;
        if (error.isTextual()) {
          return new ErrorBody(error.asText(), text(root, "error_description"));
        }
        if (error.path("code").isTextual()) {
          return of(error);
        }
      }
      return of(root);
    } catch (IOException e) {
      // Gateways answer with HTML or nothing: an answer without a code.
      return new ErrorBody("", "");
    }
  }

  /** What may be told of an answer: a page that is an error may hold events, which are not. */
  static String told(Answer answer) {
    if (!answer.succeeded()) {
      return new String(answer.bytes(), UTF_8);
    }
    var error = of(answer.bytes());
    return error.message.isEmpty() ? error.code : error.code + ": " + error.message;
  }

  /** The text on one line and cut at 200 characters. */
  static String shorten(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  private static ErrorBody of(JsonNode error) {
    return new ErrorBody(text(error, "code"), text(error, "message"));
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).isTextual() ? node.path(name).asText() : "";
  }
}
