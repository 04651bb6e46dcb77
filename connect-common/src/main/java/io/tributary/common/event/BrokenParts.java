// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.common.http.Body;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.json.LenientJson;
import io.tributary.common.json.PointerTree;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows and members that a JSON parser rejects, such as a row nested too deeply or with
 * half an emoji in a name, so that each costs only itself. A scan of quotes and braces finds where
 * each begins and ends. It replaces them by something readable of the same length, so that all
 * other bytes keep their position.
 */
final class BrokenParts {
  private final Body body;
  private final byte[] bytes;
  private final JsonScan scan;
  private final int mostRows;
  private final int limit;
  private final Map<Integer, ByteSlice> rows = new HashMap<>();
  private int replaced;
  private final Map<Integer, JsonFactory> factories = new HashMap<>();

  private BrokenParts(Body body, int mostRows, int limit) {
    this.body = body;
    this.bytes = body.bytes().clone();
    this.scan = new JsonScan(bytes);
    this.mostRows = mostRows;
    this.limit = limit;
  }

  /**
   * Returns the parts of a body that cannot be parsed.
   *
   * @param events the pointers to the rows
   * @param mostRows the most rows that the body may have
   * @param limit the number of rows that were requested
   * @throws IOException if the scan does not find where a part ends
   */
  static BrokenParts of(Body body, PointerTree events, int mostRows, int limit) throws IOException {
    var parts = new BrokenParts(body, mostRows, limit);
    parts.scan.skipByteOrderMark();
    parts.value(events, 0, false);
    if (parts.scan.next() != JsonScan.END) {
      throw new IOException("something follows the JSON value");
    }
    return parts;
  }

  /** The same body with something readable in place of each part. */
  Body readable() {
    return body.with(bytes);
  }

  /** The unreadable rows, by the index at which each begins. */
  Map<Integer, ByteSlice> rows() {
    return rows;
  }

  /** The value that comes next, to which the given pointers lead. */
  private void value(@Nullable PointerTree pointers, int depth, boolean isError)
      throws IOException {
    var first = scan.next();
    var from = scan.at();
    if (first == '{' && Envelope.isRead(pointers, depth)) {
      members(pointers, depth);
    } else if (first == '[' && pointers != null && pointers.rank() != PointerTree.NONE) {
      elements(depth);
    } else {
      scan.skipValue();
      if (!isReadable(from, scan.at(), depth)) {
        replace(from, isError && scan.at() - from > 2 ? "\"?\"" : "0", "");
      }
    }
  }

  private void members(@Nullable PointerTree pointers, int depth) throws IOException {
    scan.take();
    for (var byteAt = scan.next(); byteAt != '}'; byteAt = separator('}')) {
      var name = name();
      if (scan.next() != ':') {
        throw new IOException("a member without a value");
      }
      scan.take();
      var member = pointers == null || name == null ? null : pointers.member(name);
      var isError = depth == 0 && member == null && name != null && Envelope.ERRORS.contains(name);
      value(member, depth + 1, isError);
    }
    scan.take();
  }

  /** The name that comes next, or null if it cannot be read. */
  private @Nullable String name() throws IOException {
    if (scan.next() != '"') {
      throw new IOException("a member without a name");
    }
    var from = scan.at();
    scan.skipString();
    if (isPlain(from)) {
      return new String(bytes, from + 1, scan.at() - from - 2, US_ASCII);
    }
    var member = new byte[scan.at() - from + 4];
    member[0] = '{';
    System.arraycopy(bytes, from, member, 1, scan.at() - from);
    System.arraycopy(new byte[] {':', '0', '}'}, 0, member, member.length - 3, 3);
    try (var parser = LenientJson.FACTORY.createParser(member)) {
      parser.nextToken();
      return parser.nextFieldName();
    } catch (IOException e) {
      replace(from, "\"", "\"");
      return null;
    }
  }

  private void elements(int depth) throws IOException {
    scan.take();
    var count = 0;
    for (var byteAt = scan.next(); byteAt != ']'; byteAt = separator(']')) {
      if (++count > mostRows) {
        throw PageParser.tooManyRows(body, mostRows);
      }
      var from = scan.at();
      skipRow(from, depth + 1, count);
      if (!isReadable(from, scan.at(), depth + 1)) {
        rows.put(from, new ByteSlice(body.bytes(), from, scan.at() - from));
        replace(from, scan.at() - from > 1 ? "{" : "0", scan.at() - from > 1 ? "}" : "");
      }
    }
    scan.take();
  }

  /**
   * Skips a row. If it has no end, such as one with a quote too many, and was requested alone, it
   * ends with the last brace behind which the body can go on.
   */
  private void skipRow(int from, int depth, int count) throws IOException {
    var end = from;
    try {
      scan.skipValue();
      end = scan.at();
      // What follows a row up to the comma belongs to it, such as one brace too many.
      for (var more = scan.next(); more != ',' && more != ']'; more = scan.next()) {
        scan.skipAny();
      }
      scan.trimTo(from);
    } catch (IOException e) {
      // Behind a row that can be read, the response was cut.
      if (limit > 1 || count > 1 || (end > from && isReadable(from, end, depth))) {
        throw e;
      }
      scan.skipToLastBrace(from);
    }
  }

  /** The byte after a comma, or the closing one. */
  private int separator(char close) throws IOException {
    var byteAt = scan.next();
    if (byteAt == close) {
      return close;
    }
    if (byteAt != ',') {
      throw new IOException("neither a comma nor an end");
    }
    scan.take();
    if (scan.next() == close) {
      throw new IOException("a comma before the end");
    }
    return scan.next();
  }

  /** Whether the value between two indexes can be read so deep in the body. */
  private boolean isReadable(int from, int to, int depth) {
    try (var parser = factory(depth).createParser(bytes, from, to - from)) {
      if (parser.nextToken() == JsonToken.START_OBJECT || parser.hasToken(JsonToken.START_ARRAY)) {
        parser.skipChildren();
      } else {
        parser.finishToken();
      }
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private JsonFactory factory(int depth) {
    return factories.computeIfAbsent(depth, LenientJson::within);
  }

  private boolean isPlain(int from) {
    for (var i = from; i < scan.at(); i++) {
      if (bytes[i] == '\\' || bytes[i] < ' ') {
        return false;
      }
    }
    return true;
  }

  private void replace(int from, String start, String end) throws IOException {
    if (++replaced > mostRows) {
      throw new IOException("too many unreadable parts");
    }
    Arrays.fill(bytes, from, scan.at(), (byte) ' ');
    for (var i = 0; i < start.length(); i++) {
      bytes[from + i] = (byte) start.charAt(i);
    }
    for (var i = 0; i < end.length(); i++) {
      bytes[scan.at() - end.length() + i] = (byte) end.charAt(i);
    }
  }
}
