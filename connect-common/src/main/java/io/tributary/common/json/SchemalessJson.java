// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Parses JSON into the maps, lists and scalars that Connect calls schemaless. */
public final class SchemalessJson {
  /** The longest member name and string that Connect's JSON converter reads, in characters. */
  private static final int MAX_NAME_LENGTH = 50_000;

  private static final int MAX_STRING_LENGTH = 20_000_000;

  private final JsonParser parser;
  private final Deque<Container> open = new ArrayDeque<>();

  private SchemalessJson(JsonParser parser) {
    this.parser = parser;
  }

  /**
   * Returns the value of the text. Whole numbers beyond 64 bits become text, which Connect can
   * carry. {@code otherwise} replaces JSON that a converter cannot carry: JSON nested deeper than
   * 1,000 levels, with a name of over 50,000 characters, or with a string of over 20 million
   * characters.
   */
  public static @Nullable Object parse(String text, Supplier<String> otherwise) {
    try (var parser = LenientJson.FACTORY.createParser(text)) {
      return new SchemalessJson(parser).root();
    } catch (IOException e) {
      return parse(otherwise.get(), () -> "null");
    }
  }

  /** Parses without recursion, because the nesting may be arbitrarily deep. */
  private @Nullable Object root() throws IOException {
    parser.nextToken();
    var root = value();
    while (!open.isEmpty()) {
      var container = open.element();
      if (parser.nextToken().isStructEnd()) {
        open.remove();
      } else if (container.map != null) {
        var name = limited(parser.currentName(), MAX_NAME_LENGTH);
        parser.nextToken();
        container.map.put(name, value());
      } else {
        container.list.add(value());
      }
    }
    return root;
  }

  /** Returns the current value. An object or array is still empty and open. */
  private @Nullable Object value() throws IOException {
    var token = parser.currentToken();
    if (token == null) {
      throw new StreamConstraintsException("The text has no JSON value");
    }
    return switch (token) {
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, @Nullable Object>();
        push(new Container(map, List.of()));
        yield map;
      }
      case START_ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        push(new Container(null, list));
        yield list;
      }
      case VALUE_STRING -> limited(parser.getText(), MAX_STRING_LENGTH);
      case VALUE_NUMBER_INT ->
          // Avoid BigInteger, which takes minutes for a number with millions of digits.
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? parser.getText()
              : parser.getNumberValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
      default -> null;
    };
  }

  private void push(Container container) {
    open.push(container);
  }

  private static String limited(String text, int max) throws IOException {
    if (text.length() > max) {
      throw new StreamConstraintsException("A name or string is too long");
    }
    return text;
  }

  /** A map or, if the map is null, a list. */
  private record Container(
      @Nullable Map<String, @Nullable Object> map, List<@Nullable Object> list) {}
}
