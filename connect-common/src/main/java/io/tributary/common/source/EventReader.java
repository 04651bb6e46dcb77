package io.tributary.common.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.common.config.Timestamps;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.http.Body;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of JSON as a stream: each event becomes a slice of the body, and its id and time are
 * read while passing over it. Safe for use by several threads.
 */
public final class EventReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int ENVELOPE_DEPTH = 2;
  private static final Set<String> ERRORS = Set.of("errors", "error");

  /** Zero values that some systems write where they have no time. */
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");

  private final Pointers events;
  private final Pointers ids;
  private final Pointers times;

  /**
   * A page as it was read.
   *
   * @param events the rows; absent if the body has no array where one is expected
   * @param envelope the scalars around the rows, by their JSON pointer, at most two levels deep
   * @param isError whether the body tells of an error, instead of rows or beside them
   */
  public record Contents(
      Optional<List<Event>> events, Map<String, String> envelope, boolean isError) {

    /**
     * The rows.
     *
     * @throws ApiException with {@link ApiError#UNREADABLE} if the body has no array of them
     */
    public List<Event> rows(Body body) {
      return events.orElseThrow(() -> unreadable(body, "it has no array of events", null));
    }

    /** The first of the given members of the envelope that is a whole number. */
    public OptionalLong number(List<String> pointers) {
      return pointers.stream()
          .map(envelope::get)
          .filter(text -> text != null && text.matches("\\d{1,18}"))
          .mapToLong(Long::parseLong)
          .findFirst();
    }
  }

  /** A reader that looks in the given places; the first pointer that leads somewhere counts. */
  public EventReader(List<String> events, List<String> ids, List<String> times) {
    this.events = Pointers.of(events);
    this.ids = Pointers.of(ids);
    this.times = Pointers.of(times);
  }

  /**
   * Reads a body.
   *
   * @throws ApiException with {@link ApiError#UNREADABLE} if it is not one JSON value
   */
  public Contents read(Body body) {
    var page = new Reading(body.bytes());
    try (var parser = JSON.createParser(body.bytes())) {
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
    } catch (IOException e) {
      throw unreadable(body, e.getClass().getSimpleName(), e);
    }
    var rows = Optional.ofNullable(page.found);
    var bareError = page.envelope.containsKey("/code") && page.envelope.containsKey("/message");
    return new Contents(rows, page.envelope, page.error || (rows.isEmpty() && bareError));
  }

  /**
   * The rows of a body, or nothing if it tells of an error.
   *
   * @throws ApiException with {@link ApiError#UNREADABLE} if it is neither
   */
  public Optional<List<Event>> rows(Body body) {
    var contents = read(body);
    return contents.isError() ? Optional.empty() : Optional.of(contents.rows(body));
  }

  /**
   * The error for a body that is not what the API promises. It goes without its cause: Jackson
   * quotes what it cannot read, and that may be a credential which something echoes.
   */
  private static ApiException unreadable(Body body, String why, @Nullable Exception cause) {
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
    private int foundRank = Pointers.NONE;
    private boolean error;

    Reading(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The current token and, if it is an object, all within it. */
    void envelope(JsonParser parser, @Nullable Pointers at, String path, int depth)
        throws IOException {
      var token = parser.currentToken();
      var rank = at == null ? Pointers.NONE : at.rank();
      if (token == JsonToken.START_OBJECT
          && ((at != null && at.leadsOn()) || depth < ENVELOPE_DEPTH)) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          var member = at == null ? null : at.member(name);
          if (depth == 0 && member == null && ERRORS.contains(name)) {
            error |= saysSomething(parser);
          } else {
            envelope(parser, member, path + "/" + name, depth + 1);
          }
        }
      } else if (token == JsonToken.START_ARRAY && rank < foundRank) {
        found = rows(parser);
        foundRank = rank;
      } else if (token == JsonToken.VALUE_NULL && rank != Pointers.NONE && depth > 0) {
        // Some systems write an empty list so; a list in another place still counts before it.
        found = found == null ? List.of() : found;
      } else if (token.isScalarValue() && depth <= ENVELOPE_DEPTH) {
        envelope.put(path, parser.getText());
      } else {
        parser.skipChildren();
      }
    }

    /** Whether the value at hand is a text, list or object that is not empty; passes over it. */
    private static boolean saysSomething(JsonParser parser) throws IOException {
      if (!parser.currentToken().isStructStart()) {
        return parser.currentToken() == JsonToken.VALUE_STRING && !parser.getText().isBlank();
      }
      var something = false;
      while (!parser.nextToken().isStructEnd()) {
        something = true;
        parser.skipChildren();
      }
      return something;
    }

    private List<Event> rows(JsonParser parser) throws IOException {
      var rows = new ArrayList<Event>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        var from = (int) parser.currentTokenLocation().getByteOffset();
        var id = new Found();
        var time = new Found();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          row(parser, ids, times, id, time);
        } else {
          parser.skipChildren();
          parser.finishToken();
        }
        var to = (int) parser.currentLocation().getByteOffset();
        rows.add(Event.of(id.text, time(time.text), new Slice(bytes, from, to - from)));
      }
      return rows;
    }

    private void row(
        JsonParser parser, @Nullable Pointers idAt, @Nullable Pointers timeAt, Found id, Found time)
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

  /** The best candidate so far for one of an event's attributes. */
  private static final class Found {
    private String text = "";
    private int rank = Pointers.NONE;

    void offer(@Nullable Pointers at, JsonParser parser) throws IOException {
      if (at != null && at.rank() < rank && !parser.getText().isEmpty()) {
        text = parser.getText();
        rank = at.rank();
      }
    }
  }
}
