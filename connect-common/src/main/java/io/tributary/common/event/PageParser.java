// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.ForeignText;
import io.tributary.common.event.Event.Anomaly;
import io.tributary.common.http.Body;
import io.tributary.common.json.LenientJson;
import io.tributary.common.json.PointerTree;
import io.tributary.common.json.TimestampFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Splits a page of JSON into events in one pass. Each event is a slice of the body, and its id and
 * time are read on the way. Not thread-safe.
 */
public final class PageParser {
  private static final ConnectorLog LOG = ConnectorLog.of(PageParser.class);

  /** So many times the rows that were asked for are too many. */
  private static final int TIMES_TOO_MANY = 10;

  private static final int MOST_ROWS = 10_000;

  private final PointerTree events;
  private final RowParser rows;
  private final int mostRows;
  private final SameIds sameIds;
  private boolean toldTimes;
  private boolean toldBroken;
  private boolean toldFailure;

  /** Returns a parser with the configured pointers, formats and identity. */
  public static PageParser of(SourceConfig config) {
    return new PageParser(
        config.eventsPointers(),
        new RowParser(
            PointerTree.of(config.idPointers()),
            PointerTree.of(config.timePointers()),
            config.timeFormat(),
            DedupeKey.of(config.dedupeKey())),
        config.pageSize());
  }

  /** Creates a parser of events that are identified by their id, for small pages. */
  public PageParser(List<String> events, List<String> ids, List<String> times) {
    this(events, ids, times, DedupeKey.ID, 1);
  }

  /**
   * Creates a parser that uses the given JSON pointers. The first pointer that matches counts.
   *
   * @param limit the most rows that are requested at once
   */
  public PageParser(
      List<String> events, List<String> ids, List<String> times, DedupeKey identity, int limit) {
    this(
        events,
        new RowParser(PointerTree.of(ids), PointerTree.of(times), TimestampFormat.USUAL, identity),
        limit);
  }

  private PageParser(List<String> events, RowParser rows, int limit) {
    this.events = PointerTree.of(events);
    this.rows = rows;
    this.sameIds = new SameIds(rows.identity());
    this.mostRows = Math.max(MOST_ROWS, Math.multiplyExact(TIMES_TOO_MANY, limit));
  }

  /**
   * Parses a body. An answer without content (204) is a page without rows, at every vendor. Bytes
   * that are not UTF-8 are replaced by U+FFFD. A row that cannot be parsed becomes an event without
   * an id that is known to be unreadable, as does the first row of a body that was cut within it.
   *
   * @throws ApiException with {@link ApiError#UNREADABLE} if the body is not a single JSON value,
   *     and with {@link ApiError#EVENT_TOO_LARGE} if it has far more rows than were requested, or
   *     was cut outside its rows
   */
  public ParsedPage read(Body body) {
    return read(body, Integer.MAX_VALUE);
  }

  private ParsedPage read(Body body, int limit) {
    if (!body.hasContent()) {
      return ParsedPage.EMPTY;
    }
    if (body.isCut()) {
      return readCut(body);
    }
    try {
      return parse(body, Map.of());
    } catch (IOException e) {
      var repaired = LenientJson.repaired(body.bytes());
      if (repaired == body.bytes()) {
        return withoutBrokenParts(body, e, limit);
      }
      LOG.warn("{} contains bytes that are not UTF-8. They are replaced by U+FFFD", body);
      return readRepaired(body.with(repaired), limit);
    }
  }

  /** Reads the complete rows before the cut. Without any, the row that was cut is unreadable. */
  private ParsedPage readCut(Body body) {
    var cut = CutBody.of(body, events);
    var page = read(cut.closed(), Integer.MAX_VALUE);
    return cut.row()
        .map(row -> page.with(List.of(rows.unreadable(row))))
        .orElseGet(page::lackingRows);
  }

  private ParsedPage readRepaired(Body body, int limit) {
    try {
      return parse(body, Map.of());
    } catch (IOException e) {
      return withoutBrokenParts(body, e, limit);
    }
  }

  private ParsedPage withoutBrokenParts(Body body, IOException broken, int limit) {
    try {
      var parts = BrokenParts.of(body, events, mostRows, limit);
      var unreadable = new HashMap<Integer, Event>();
      parts.rows().forEach((from, row) -> unreadable.put(from, rows.unreadable(row)));
      var page = parse(parts.readable(), unreadable);
      tellBroken(body, unreadable.size());
      return page;
    } catch (IOException e) {
      throw unreadable(body, broken.getClass().getSimpleName(), broken);
    }
  }

  /** Once: a record takes the place of each row. */
  private void tellBroken(Body body, int unreadable) {
    if (!toldBroken) {
      toldBroken = true;
      LOG.warn(
          "{} contains JSON that cannot be parsed, in {} row(s). Only these are not read",
          body,
          unreadable);
    }
  }

  /** Once: events without a time are sent, but do not move the feed. */
  private void tellTimes(Body body, List<Event> all) {
    var readable = all.stream().filter(row -> row.anomaly() != Anomaly.UNREADABLE).findFirst();
    if (!toldTimes && readable.isPresent() && all.stream().allMatch(row -> row.time() == null)) {
      toldTimes = true;
      LOG.warn(
          "{}: none of the {} event(s) has a time that can be read, but {}. Check"
              + " event.time.pointers and event.time.format",
          body,
          all.size(),
          ForeignText.line(rows.timeText(readable.get().json())));
    }
  }

  /** Once: the rows are sent. */
  private void tellFailure(Body body, boolean reported) {
    if (reported && !toldFailure) {
      toldFailure = true;
      LOG.warn("{} reports a failure next to rows. They are sent, but some may be missing", body);
    }
  }

  private ParsedPage parse(Body body, Map<Integer, Event> unreadable) throws IOException {
    var page = new Envelope(body, rows, mostRows, unreadable);
    try (var parser = LenientJson.FACTORY.createParser(body.bytes())) {
      if (parser.nextToken() == null) {
        throw unreadable(body, "it is empty", null);
      }
      if (parser.currentLocation().getByteOffset() < 0) {
        throw unreadable(body, "it is not UTF-8", null);
      }
      page.read(parser, events, "", 0);
      if (parser.nextToken() != null) {
        throw unreadable(body, "something follows the JSON value", null);
      }
    }
    var parsed = page.page();
    tellFailure(body, !parsed.isError() && page.reportsFailure());
    parsed.events().ifPresent(all -> tellTimes(body, all));
    return new ParsedPage(
        parsed.events().map(sameIds::noted), parsed.envelope(), parsed.isError(), false);
  }

  /**
   * Returns the rows of a body, or empty if the body reports an error.
   *
   * @throws ApiException with {@link ApiError#UNREADABLE} if the body has neither rows nor an error
   */
  public Optional<List<Event>> rows(Body body) {
    return rows(body, Integer.MAX_VALUE);
  }

  /** Returns the rows of a body, as above, of a page for which so many were requested. */
  public Optional<List<Event>> rows(Body body, int limit) {
    return contents(body, limit).map(contents -> contents.rows(body));
  }

  /** Returns the parsed body, or empty if the body reports an error. */
  public Optional<ParsedPage> contents(Body body) {
    return contents(body, Integer.MAX_VALUE);
  }

  /**
   * Returns the parsed body of a page for which so many rows were requested, or empty if the body
   * reports an error. A row that was requested alone is an event known to be unreadable even if
   * nothing shows where it ends, as long as the body goes on behind it. Otherwise it would be
   * requested again for ever.
   */
  public Optional<ParsedPage> contents(Body body, int limit) {
    return Optional.of(read(body, limit)).filter(contents -> !contents.isError());
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

  /** Returns the error for a body with far more rows than were requested. */
  static ApiException tooManyRows(Body body, int most) {
    return new ApiException(ApiError.EVENT_TOO_LARGE, body.source(), "more than " + most + " rows");
  }
}
