// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.common.error.ApiException;
import io.tributary.common.http.Body;
import io.tributary.common.json.PointerTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one body: the rows, and the scalars around them. */
final class Envelope {
  /** How deep the members of the envelope are read, unless a pointer leads deeper. */
  static final int DEPTH = 2;

  /** The members that report an error. */
  static final Set<String> ERRORS = Set.of("errors", "error");

  private static final Set<String> FAILURES = Set.of("error", "fail", "failed", "failure");
  private static final Pattern ZERO = Pattern.compile("0+([.]0*)?");

  private static final int MOST_SCALARS = 1_000;
  private static final int LONGEST_SCALAR = 10_000;

  private final Body body;
  private final RowParser parsing;
  private final int mostRows;
  private final Map<Integer, Event> unreadable;
  private final Map<String, String> scalars = new HashMap<>();
  private @Nullable List<Event> found;
  private int foundRank = PointerTree.NONE;
  private boolean error;

  /**
   * Creates a reader of a body.
   *
   * @param mostRows the most rows that the body may have
   * @param unreadable the events for rows that cannot be parsed, by the index at which each begins
   */
  Envelope(Body body, RowParser parsing, int mostRows, Map<Integer, Event> unreadable) {
    this.body = body;
    this.parsing = parsing;
    this.mostRows = mostRows;
    this.unreadable = unreadable;
  }

  /** Returns what was read. */
  ParsedPage page() {
    var rows = Optional.ofNullable(found);
    var bareError = scalars.containsKey("/code") && scalars.containsKey("/message");
    var hasNone = rows.map(List::isEmpty).orElse(true);
    return new ParsedPage(
        rows,
        scalars,
        error || (rows.isEmpty() && bareError) || (hasNone && reportsFailure()),
        false);
  }

  /** Whether the body says by a word or number that the request failed, without an error object. */
  boolean reportsFailure() {
    return isFalse("/success")
        || isFalse("/ok")
        || FAILURES.contains(scalar("/status"))
        || ERRORS.stream().map(name -> "/" + name).anyMatch(this::isTrue);
  }

  private boolean isTrue(String pointer) {
    var text = scalar(pointer);
    return !text.isEmpty() && !text.equals("null") && !isFalse(pointer);
  }

  private boolean isFalse(String pointer) {
    var text = scalar(pointer);
    return text.equals("false") || ZERO.matcher(text).matches();
  }

  private String scalar(String pointer) {
    return scalars.getOrDefault(pointer, "").strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the current value and, if it is an object, all its members.
   *
   * @throws ApiException if the body has too many rows
   */
  void read(JsonParser parser, @Nullable PointerTree at, String path, int depth)
      throws IOException {
    var token = parser.currentToken();
    var rank = at == null ? PointerTree.NONE : at.rank();
    if (token == JsonToken.START_OBJECT && isRead(at, depth)) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = parser.currentName();
        parser.nextToken();
        var member = at == null ? null : at.member(name);
        if (depth == 0 && member == null && ERRORS.contains(name)) {
          error |= saysSomething(path + "/" + name, parser);
        } else {
          read(parser, member, path + "/" + name, depth + 1);
        }
      }
    } else if (token == JsonToken.START_ARRAY && rank < foundRank) {
      found = rows(parser);
      foundRank = rank;
    } else if (token == JsonToken.VALUE_NULL && rank != PointerTree.NONE && depth > 0) {
      // Some systems write null for an empty list. A list in another place takes precedence.
      found = found == null ? List.of() : found;
    } else if (token.isScalarValue() && depth <= DEPTH) {
      scalar(path, parser);
    } else {
      parser.skipChildren();
    }
  }

  /** Whether the members of an object are read to which the given pointers lead. */
  static boolean isRead(@Nullable PointerTree at, int depth) {
    return (at != null && at.leadsOn()) || depth < DEPTH;
  }

  /** Keeps a scalar of usual size. Vendors need few of them, and a body may have millions. */
  private void scalar(String path, JsonParser parser) throws IOException {
    if (scalars.size() < MOST_SCALARS
        && path.length() < LONGEST_SCALAR
        && parser.getTextLength() < LONGEST_SCALAR) {
      scalars.put(path, parser.getText());
    }
  }

  /**
   * Whether the current value is a text that is not blank, or has one or a number or {@code true}
   * in it. Skips the value. A number or {@code true} by itself counts only where there are no rows.
   */
  private boolean saysSomething(String path, JsonParser parser) throws IOException {
    if (parser.currentToken().isScalarValue() && !parser.hasToken(JsonToken.VALUE_STRING)) {
      scalar(path, parser);
      return false;
    }
    var says = isSomething(parser);
    for (var open = parser.currentToken().isStructStart() ? 1 : 0; open > 0; ) {
      var token = parser.nextToken();
      says |= isSomething(parser);
      open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }
    return says;
  }

  private static boolean isSomething(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> !parser.getText().isBlank();
      case VALUE_TRUE -> true;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> !ZERO.matcher(parser.getText()).matches();
      default -> false;
    };
  }

  private List<Event> rows(JsonParser parser) throws IOException {
    var rows = new ArrayList<Event>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (rows.size() == mostRows) {
        throw PageParser.tooManyRows(body, mostRows);
      }
      var row = parsing.row(parser, body.bytes());
      rows.add(unreadable.isEmpty() ? row : unreadable.getOrDefault(row.offset(), row));
    }
    return rows;
  }
}
