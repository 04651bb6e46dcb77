package io.tributary.common.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** What an error answer says: its code, if it has one, and a text short enough for a log line. */
final class ErrorBody {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 200;

  private ErrorBody() {}

  /** The text on one line and cut at 200 characters. */
  static String shorten(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }

  /** The vendor's error code, or empty text. */
  static String code(byte[] bytes) {
    try {
      var root = JSON.readTree(bytes);
      for (var name : new String[] {"errors", "error"}) {
        var node = root.path(name);
        var error = node.isArray() ? node.path(0) : node;
        if (error.isTextual() || error.path("code").isTextual()) {
          return error.isTextual() ? error.asText() : error.path("code").asText();
        }
      }
      return root.path("code").isTextual() ? root.path("code").asText() : "";
    } catch (IOException e) {
      // Gateways answer with HTML or nothing: an answer without a code.
      return "";
    }
  }
}
