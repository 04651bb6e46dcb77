// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.http.Body;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.json.LenientJson;
import io.tributary.common.json.PointerTree;
import io.tributary.common.json.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Splits a page of JSON into events in one pass. Each event is a slice of the body, and its id and
 * time are read on the way. Thread-safe.
 */
public final class PageParser {
  private static final Logger LOG = LoggerFactory.getLogger(PageParser.class);
  private static final int ENVELOPE_DEPTH = 2;
  private static final Set<String> ERRORS = Set.of("errors", "error");

  /** Earlier times count as missing, because some systems write zero for a missing time. */
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");

  private final PointerTree events;
  private final PointerTree ids;
  private final PointerTree times;
  private final DedupeKey identity;

  /** Returns a parser with the configured pointers, for events with the given identity. */
  public static PageParser of(SourceConfig config, DedupeKey identity) {
    return new PageParser(
        config.eventsPointers(), config.idPointers(), config.timePointers(), identity);
  }

  /** Creates a parser of events that are identified by their id. */
  public PageParser(List<String> events, List<String> ids, List<String> times) {
    this(events, ids, times, DedupeKey.ID);
  }

  /** Creates a parser that uses the given JSON pointers. The first pointer that matches counts. */
  public PageParser(List<String> events, List<String> ids, List<String> times, DedupeKey identity) {
    this.events = PointerTree.of(events);
    this.ids = PointerTree.of(ids);
    this.times = PointerTree.of(times);
    this.identity = identity;
  }

  /**
   * Parses a body. An answer without content (204) is a page without rows, at every vendor. Bytes
   * that are not UTF-8 are replaced by U+FFFD.
   *
   * @throws ApiException with {@link ApiError#UNREADABLE} if the body is not a single JSON value
   */
  public ParsedPage read(Body body) {
    if (!body.hasContent()) {
      return ParsedPage.EMPTY;
    }
    try {
      return parse(body);
    } catch (IOException e) {
      var repaired = LenientJson.repaired(body.bytes());
      if (repaired == body.bytes()) {
        throw unreadable(body, e.getClass().getSimpleName(), e);
      }
      LOG.warn("{} contains bytes that are not UTF-8. They are replaced by U+FFFD", body);
      return readRepaired(body.with(repaired));
    }
  }

  private ParsedPage readRepaired(Body body) {
    try {
      return parse(body);
    } catch (IOException e) {
      throw unreadable(body, e.getClass().getSimpleName(), e);
    }
  }

  private ParsedPage parse(Body body) throws IOException {
    var page = new Reading(body.bytes());
    try (var parser = LenientJson.FACTORY.createParser(body.bytes())) {
      if (parser.nextToken() == null) {
        throw unreadable(body, "it is empty", null);
      }
      if (parser.currentLocation().getByteOffset() < 0) {
        throw unreadable(body, "it is not UTF-8", null);
      }
      page.envelope(parser, events, "", 0);
      if (parser.nextToken() != null) {
        throw unreadable(body, "something follows the JSON value", null);
      }
    }
    var rows = Optional.ofNullable(page.found);
    var bareError = page.envelope.containsKey("/code") && page.envelope.containsKey("/message");
    return new ParsedPage(rows, page.envelope, page.error || (rows.isEmpty() && bareError));
  }

  /**
   * Returns the rows of a body, or empty if the body reports an error.
   *
   * @throws ApiException with {@link ApiError#UNREADABLE} if the body has neither rows nor an error
   */
  public Optional<List<Event>> rows(Body body) {
    return contents(body).map(contents -> contents.rows(body));
  }

  /** Returns the parsed body, or empty if the body reports an error. */
  public Optional<ParsedPage> contents(Body body) {
    return Optional.of(read(body)).filter(contents -> !contents.isError());
  }

  /**
   * Returns the error for a body that does not follow the API. It has no cause, because Jackson
   * quotes unreadable text, which may be an echoed credential.
   */
  static ApiException unreadable(Body body, String why, @Nullable Exception cause) {
    var place =
        cause instanceof JsonProcessingException e && e.getLocation() != null
            ? " in column " + e.getLocation().getColumnNr()
            : "";
    return new ApiException(
        ApiError.UNREADABLE,
        "JSON events",
        body.source() + " (" + why + place + "): " + body.start());
  }

  private final class Reading {
    private final byte[] bytes;
    private final Map<String, String> envelope = new HashMap<>();
    private @Nullable List<Event> found;
    private int foundRank = PointerTree.NONE;
    private boolean error;

    Reading(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Reads the current value and, if it is an object, all its members. */
    void envelope(JsonParser parser, @Nullable PointerTree at, String path, int depth)
        throws IOException {
      var token = parser.currentToken();
      var rank = at == null ? PointerTree.NONE : at.rank();
      if (token == JsonToken.START_OBJECT
          && ((at != null && at.leadsOn()) || depth < ENVELOPE_DEPTH)) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          var member = at == null ? null : at.member(name);
          if (depth == 0 && member == null && ERRORS.contains(name)) {
            error |= isNotEmpty(parser);
          } else {
            envelope(parser, member, path + "/" + name, depth + 1);
          }
        }
      } else if (token == JsonToken.START_ARRAY && rank < foundRank) {
        found = rows(parser);
        foundRank = rank;
      } else if (token == JsonToken.VALUE_NULL && rank != PointerTree.NONE && depth > 0) {
        // Some systems write null for an empty list. A list in another place takes precedence.
        found = found == null ? List.of() : found;
      } else if (token.isScalarValue() && depth <= ENVELOPE_DEPTH) {
        envelope.put(path, parser.getText());
      } else {
        parser.skipChildren();
      }
    }

    /** Whether the current value is a non-empty text, list or object. Skips the value. */
    private static boolean isNotEmpty(JsonParser parser) throws IOException {
      if (!parser.currentToken().isStructStart()) {
        return parser.currentToken() == JsonToken.VALUE_STRING && !parser.getText().isBlank();
      }
      var notEmpty = false;
      while (!parser.nextToken().isStructEnd()) {
        notEmpty = true;
        parser.skipChildren();
      }
      return notEmpty;
    }

    private List<Event> rows(JsonParser parser) throws IOException {
      var rows = new ArrayList<Event>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        var from = (int) parser.currentTokenLocation().getByteOffset();
        var id = new BestValue();
        var time = new BestValue();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          row(parser, ids, times, id, time);
        } else {
          parser.skipChildren();
          parser.finishToken();
        }
        var to = (int) parser.currentLocation().getByteOffset();
        var json = new ByteSlice(bytes, from, to - from);
        rows.add(Event.of(id.text(), time(time.text()), json, identity));
      }
      return rows;
    }

    private void row(
        JsonParser parser,
        @Nullable PointerTree idAt,
        @Nullable PointerTree timeAt,
        BestValue id,
        BestValue time)
        throws IOException {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        var name = parser.currentName();
        var token = parser.nextToken();
        var idHere = idAt == null ? null : idAt.member(name);
        var timeHere = timeAt == null ? null : timeAt.member(name);
        if (token == JsonToken.START_OBJECT && (idHere != null || timeHere != null)) {
          row(parser, idHere, timeHere, id, time);
        } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
          id.offer(idHere, parser);
          time.offer(timeHere, parser);
        } else {
          parser.skipChildren();
        }
      }
    }

    private @Nullable Instant time(String text) {
      return Timestamps.parse(text).filter(time -> !time.isBefore(EARLIEST)).orElse(null);
    }
  }
}
