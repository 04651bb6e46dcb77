// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Appends members to JSON objects without changing their existing bytes. Other values stay as they
 * are, and a member that an object already has keeps its value. Not thread-safe.
 */
public final class MemberAppender {
  private static final JsonStringEncoder QUOTE = JsonStringEncoder.getInstance();
  private static final int NOWHERE = -1;

  private final Map<String, String> members;

  /** Without the first character, which an event may write as an escape. */
  private final List<String> names;

  private final byte[] text;
  private final int textLength;
  private byte[] buffer = new byte[4096];

  /** Creates an appender of the given members, in the order of the map. */
  public MemberAppender(Map<String, String> members) {
    this.members = members;
    names = members.keySet().stream().map(name -> name.substring(1)).toList();
    var quoted = new StringJoiner(",");
    members.forEach((name, value) -> quoted.add(quote(name) + ':' + quote(value)));
    text = quoted.toString().getBytes(UTF_8);
    textLength = quoted.length();
  }

  /** Returns the text of the object with the members before its closing brace. */
  public String into(ByteSlice object) {
    var close = members.isEmpty() ? NOWHERE : closingBrace(object);
    if (close == NOWHERE) {
      return object.text();
    }
    var spliced = splice(object, close);
    var own = spliced.length() - textLength - (object.length() - close);
    for (var name : names) {
      var at = spliced.indexOf(name);
      if (at >= 0 && at < own) {
        return new MemberAppender(missing(object)).intoObjectWithoutThem(object);
      }
    }
    return spliced;
  }

  private String intoObjectWithoutThem(ByteSlice object) {
    return members.isEmpty() ? object.text() : splice(object, closingBrace(object));
  }

  private String splice(ByteSlice object, int close) {
    var length = object.length() + text.length + 1;
    buffer = buffer.length < length ? new byte[length] : buffer;
    var source = object.bytes();
    System.arraycopy(source, object.offset(), buffer, 0, close);
    var at = close;
    if (!isEmpty(object, close)) {
      buffer[at++] = ',';
    }
    System.arraycopy(text, 0, buffer, at, text.length);
    at += text.length;
    System.arraycopy(source, object.offset() + close, buffer, at, object.length() - close);
    return new String(buffer, 0, at + object.length() - close, UTF_8);
  }

  /** Returns the index of the closing brace, or {@link #NOWHERE} if the value is not an object. */
  private static int closingBrace(ByteSlice object) {
    var open = 0;
    while (open < object.length() && isSpace(object, open)) {
      open++;
    }
    if (open == object.length() || byteAt(object, open) != '{') {
      return NOWHERE;
    }
    var close = object.length() - 1;
    while (close > open && byteAt(object, close) != '}') {
      close--;
    }
    return close > open ? close : NOWHERE;
  }

  private static boolean isEmpty(ByteSlice object, int close) {
    var last = close - 1;
    while (isSpace(object, last)) {
      last--;
    }
    // Directly before the end of an object no other brace can be open.
    return byteAt(object, last) == '{';
  }

  private Map<String, String> missing(ByteSlice object) {
    var missing = new LinkedHashMap<>(members);
    try (var parser =
        LenientJson.FACTORY.createParser(object.bytes(), object.offset(), object.length())) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        missing.remove(parser.currentName());
        parser.nextToken();
        parser.skipChildren();
      }
      return missing;
    } catch (IOException e) {
      throw new UncheckedIOException("An event that was parsed before cannot be parsed again", e);
    }
  }

  private static String quote(String value) {
    return '"' + String.valueOf(QUOTE.quoteAsString(value)) + '"';
  }

  private static byte byteAt(ByteSlice object, int index) {
    return object.bytes()[object.offset() + index];
  }

  private static boolean isSpace(ByteSlice object, int index) {
    var at = byteAt(object, index);
    return at == ' ' || at == '\n' || at == '\r' || at == '\t';
  }
}
