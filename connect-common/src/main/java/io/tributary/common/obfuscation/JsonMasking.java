package io.tributary.common.obfuscation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.regex.Pattern;

/** One pass over the bytes of an event: copies them and replaces the ranges that rules hit. */
final class JsonMasking {
  /** As lenient as the reader of events: what it lets pass must not be withheld. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final JsonStringEncoder QUOTE = JsonStringEncoder.getInstance();

  /** Pairs count as one character here, so this finds only halves, which UTF-8 cannot hold. */
  private static final Pattern HALF_A_PAIR = Pattern.compile("[\\ud800-\\udfff]");

  private final byte[] bytes;
  private final int offset;
  private final int length;
  private final JsonParser parser;
  private final PatternBudget steps;
  private final ByteArrayOutputStream masked;
  private int copied;

  private JsonMasking(byte[] bytes, int offset, int length, JsonParser parser) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
    this.parser = parser;
    this.steps = PatternBudget.forLength(length);
    this.masked = new ByteArrayOutputStream(length + 64);
  }

  static byte[] mask(byte[] bytes, int offset, int length, PathCursor root) throws IOException {
    try (var parser = JSON.createParser(bytes, offset, length)) {
      var token = parser.nextToken();
      if (token != JsonToken.START_OBJECT && token != JsonToken.START_ARRAY) {
        throw new NotMaskableException("it is neither an object nor an array");
      }
      if (parser.currentLocation().getByteOffset() < 0) {
        throw new NotMaskableException("it is not UTF-8");
      }
      var masking = new JsonMasking(bytes, offset, length, parser);
      masking.within(root);
      if (parser.nextToken() != null) {
        throw new NotMaskableException("something follows the JSON value");
      }
      masking.replace(length, length, "");
      return masking.masked.toByteArray();
    }
  }

  /** All of the object or array that begins with the current token. */
  private void within(PathCursor place) throws IOException {
    var object = parser.currentToken() == JsonToken.START_OBJECT;
    var end = object ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    var element = object ? place : place.element();
    var kept = false;
    while (parser.nextToken() != end) {
      var here = object ? place.member(parser.currentName()) : element;
      var start = here.isNowhere() ? 0 : at(parser.currentTokenLocation());
      if (object) {
        parser.nextToken();
      }
      kept |= value(here, start, kept);
    }
  }

  /**
   * The value of a member or element.
   *
   * @param start where it, or its name, begins
   * @param follows whether something before it was kept
   * @return whether it is kept
   */
  private boolean value(PathCursor here, int start, boolean follows) throws IOException {
    if (here.isNowhere()) {
      parser.skipChildren();
      return true;
    }
    var from = at(parser.currentTokenLocation());
    var before = field();
    var after = here.apply(before, steps);
    if (!after.equals(before)) {
      parser.skipChildren();
      parser.finishToken();
      var to = at(parser.currentLocation());
      if (after.kind() == Field.Kind.GONE) {
        drop(start, to, follows);
        return false;
      }
      replace(from, to, json(after));
    } else if (before.kind() == Field.Kind.WHOLE) {
      within(here);
    }
    return true;
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
