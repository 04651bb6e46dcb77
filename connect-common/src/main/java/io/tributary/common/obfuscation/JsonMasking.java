// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.tributary.common.json.LenientJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** One pass over the bytes of an event: copies them, except for the ranges that rules replace. */
final class JsonMasking {
  private static final JsonStringEncoder QUOTE = JsonStringEncoder.getInstance();

  /** A pattern sees a pair as one character, so this finds only lone halves, which UTF-8 lacks. */
  private static final Pattern HALF_A_PAIR = Pattern.compile("[\\ud800-\\udfff]");

  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final JsonParser parser;
  private final PatternBudget budget;
  private final ByteArrayOutputStream masked;
  private final Deque<Container> open = new ArrayDeque<>();
  private int copied;

  private JsonMasking(byte[] bytes, int offset, int length, JsonParser parser, PatternBudget page) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.parser = parser;
    this.budget = page.event(length);
    this.masked = new ByteArrayOutputStream(length + 64);
  }

  static byte[] mask(byte[] bytes, int offset, int length, PathCursor root, PatternBudget page)
      throws IOException {
    try (var parser = LenientJson.ANY_DEPTH.createParser(bytes, offset, length)) {
      var token = parser.nextToken();
      if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
        throw new NotMaskableException("it is neither an object nor an array");
      }
      if (parser.currentLocation().getByteOffset() < 0) {
        throw new NotMaskableException("it is not UTF-8");
      }
      var masking = new JsonMasking(bytes, offset, length, parser, page);
      masking.all(root);
      if (parser.nextToken() != null) {
        throw new NotMaskableException("something follows the JSON value");
      }
      masking.replace(length, length, "");
      return masking.masked.toByteArray();
    }
  }

  /** All of the document. Without recursion: the event decides how deep it is nested. */
  private void all(PathCursor root) throws IOException {
    open(root);
    while (!open.isEmpty()) {
      var container = open.element();
      if (parser.nextToken().isStructEnd()) {
        open.remove();
        continue;
      }
      var here = container.isObject ? container.at.member(parser.currentName()) : container.at;
      var start = here.isNowhere() ? 0 : at(parser.currentTokenLocation());
      if (container.isObject) {
        parser.nextToken();
      }
      value(container, here, start);
    }
  }

  /** Enters the object or array that begins with the current token. */
  private void open(PathCursor here) {
    var isObject = parser.currentToken() == JsonToken.START_OBJECT;
    open.push(new Container(isObject, isObject ? here : here.element()));
  }

  /**
   * The value of a member or element.
   *
   * @param start where it, or its name, begins
   */
  private void value(Container container, PathCursor here, int start) throws IOException {
    if (here.isNowhere()) {
      parser.skipChildren();
      container.keptSome = true;
      return;
    }
    var from = at(parser.currentTokenLocation());
    var before = field();
    var after = here.apply(before, budget);
    if (after.equals(before)) {
      container.keptSome = true;
      if (before.kind() == Field.Kind.WHOLE) {
        open(here);
      }
      return;
    }
    parser.skipChildren();
    parser.finishToken();
    var to = at(parser.currentLocation());
    if (after.kind() == Field.Kind.GONE) {
      drop(start, to, container.keptSome);
    } else {
      replace(from, to, json(after));
      container.keptSome = true;
    }
  }

  /** An object or array whose end has not been reached. */
  private static final class Container {
    private final boolean isObject;

    /** Where an object is, or each element of an array. */
    private final PathCursor at;

    /** Whether a member or element was kept, so that a comma precedes the next one. */
    private boolean keptSome;

    Container(boolean isObject, PathCursor at) {
      this.isObject = isObject;
      this.at = at;
    }
  }

  private Field field() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> Field.string(parser.getText());
      case VALUE_NUMBER_INT -> new Field(Field.Kind.INTEGER, parser.getText());
      case VALUE_NUMBER_FLOAT -> new Field(Field.Kind.FLOAT, parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Field(Field.Kind.BOOLEAN, parser.getText());
      case VALUE_NULL -> Field.NULL;
      default -> Field.WHOLE;
    };
  }

  /** Removes a member or element with the comma before it, or after it if it is the first. */
  private void drop(int from, int to, boolean follows) {
    if (follows) {
      var comma = spaceBefore(from) - 1;
      replace(spaceBefore(comma), to, "");
    } else {
      var comma = spaceAfter(to);
      replace(from, bytes[offset + comma] == ',' ? spaceAfter(comma + 1) : to, "");
    }
  }

  private int spaceBefore(int position) {
    var from = position;
    while (isSpace(from - 1)) {
      from--;
    }
    return from;
  }

  private int spaceAfter(int position) {
    var to = position;
    while (isSpace(to)) {
      to++;
    }
    return to;
  }

  private boolean isSpace(int position) {
    return position < length && " \t\r\n".indexOf(bytes[offset + position]) >= 0;
  }

  private void replace(int from, int to, String json) {
    masked.write(bytes, offset + copied, from - copied);
    masked.writeBytes(json.getBytes(UTF_8));
    copied = to;
  }

  private static String json(Field field) {
    if (field.kind() != Field.Kind.STRING) {
      return field.text();
    }
    var quoted = new String(QUOTE.quoteAsString(field.text()));
    return '"' + escaped(quoted) + '"';
  }

  private static String escaped(String text) {
    return HALF_A_PAIR
        .matcher(text)
        .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
  }

  /** A position in the event, wherever that begins in its array. */
  private static int at(JsonLocation location) {
    return (int) location.getByteOffset();
  }
}
