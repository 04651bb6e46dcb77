// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.common.json.LenientJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The error in the body of a response.
 *
 * @param code the vendor's error code, or empty
 * @param message its text, or empty
 */
record ErrorBody(String code, String message) {
  /** Far more than a message shows, so that no secret is cut before it is found. */
  private static final int QUOTED = 64 * 1024;

  private static final String CODE = "/code";
  private static final String MESSAGE = "/message";
  private static final String TOKEN = "/access_token";
  private static final List<String> ERRORS = List.of("/errors", "/error");
  private static final Set<String> POINTERS =
      Set.of(
          "/errors",
          "/errors/code",
          "/errors/message",
          "/error",
          "/error/code",
          "/error/message",
          "/error_description",
          TOKEN,
          CODE,
          MESSAGE);
  private static final ErrorBody NOTHING = new ErrorBody("", "");

  /** The error in the given body; empty if it is not a JSON object. */
  static ErrorBody of(byte[] bytes) {
    try (var parser = LenientJson.FACTORY.createParser(bytes)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? of(texts(parser)) : NOTHING;
    } catch (IOException e) {
      // Gateways answer with HTML or nothing: an answer without a code.
      return NOTHING;
    }
  }

  /**
   * The text for a message: of a successful response the error alone, without the events.
   *
   * @param hide removes secrets, before anything is cut
   */
  static String describe(RawResponse answer, UnaryOperator<String> hide) {
    if (!answer.succeeded()) {
      var text = new String(answer.bytes(), 0, Math.min(answer.bytes().length, QUOTED), UTF_8);
      var location = answer.location();
      return location == null
          ? hide.apply(text)
          : "redirects to "
              + hide.apply(location).replaceFirst("[?#;].*", "")
              + ' '
              + hide.apply(text);
    }
    var error = of(answer.bytes());
    return hide.apply(
        error.code.isEmpty() || error.message.isEmpty()
            ? error.code + error.message
            : error.code + ": " + error.message);
  }

  /** The texts an error may be in, by their JSON pointer. Rows next to it are skipped. */
  private static Map<String, String> texts(JsonParser parser) throws IOException {
    var texts = new HashMap<String, String>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var pointer = "/" + parser.currentName();
      var token = parser.nextToken();
      if (ERRORS.contains(pointer) && token == JsonToken.START_ARRAY) {
        if (parser.nextToken() != JsonToken.END_ARRAY) {
          error(parser, pointer, texts);
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
          }
        }
      } else if (ERRORS.contains(pointer)) {
        error(parser, pointer, texts);
      } else {
        text(parser, pointer, texts);
      }
    }
    return texts;
  }

  /** A text, or an object with a code and a message. */
  private static void error(JsonParser parser, String pointer, Map<String, String> texts)
      throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      text(parser, pointer, texts);
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var member = pointer + "/" + parser.currentName();
      parser.nextToken();
      text(parser, member, texts);
    }
  }

  private static void text(JsonParser parser, String pointer, Map<String, String> texts)
      throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING && POINTERS.contains(pointer)) {
      texts.put(pointer, parser.getText());
    } else {
      parser.skipChildren();
    }
  }

  private static ErrorBody of(Map<String, String> texts) {
    if (!texts.getOrDefault(TOKEN, "").isBlank()) {
      // Some servers say "code": "SUCCESS" beside the token of a login.
      return NOTHING;
    }
    for (var pointer : ERRORS) {
      var text = texts.get(pointer);
      if (text != null) {
        return new ErrorBody(text, texts.getOrDefault("/error_description", ""));
      }
      if (texts.containsKey(pointer + CODE) || texts.containsKey(pointer + MESSAGE)) {
        return at(pointer, texts);
      }
    }
    return at("", texts);
  }

  private static ErrorBody at(String pointer, Map<String, String> texts) {
    return new ErrorBody(
        texts.getOrDefault(pointer + CODE, ""), texts.getOrDefault(pointer + MESSAGE, ""));
  }
}
