// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.http.Body;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A page after parsing.
 *
 * @param events the rows; empty if the body has no array where one is expected
 * @param envelope the scalars outside the rows, by JSON pointer, at most two levels deep
 * @param isError whether the body reports an error, with or without rows
 * @param lacksRows whether the body was cut behind these rows, so that others may follow in it
 */
public record ParsedPage(
    Optional<List<Event>> events,
    Map<String, String> envelope,
    boolean isError,
    boolean lacksRows) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /** A page that has no rows and no envelope. */
  static final ParsedPage EMPTY = new ParsedPage(Optional.of(List.of()), Map.of(), false, false);

  ParsedPage with(List<Event> rows) {
    return new ParsedPage(Optional.of(rows), envelope, isError, lacksRows);
  }

  ParsedPage lackingRows() {
    return new ParsedPage(events, envelope, isError, true);
  }

  /**
   * Returns the rows.
   *
   * @throws ApiException with {@link ApiError#UNREADABLE} if the body has no array of rows
   */
  public List<Event> rows(Body body) {
    return events.orElseThrow(() -> PageParser.unreadable(body, "it has no array of events", null));
  }

  /** Returns the text at the given pointer of the envelope, if there is one. */
  public Optional<String> text(String pointer) {
    return Optional.ofNullable(envelope.get(pointer)).filter(text -> !text.isEmpty());
  }

  /** Returns the whole number at the given pointer of the envelope, if there is one. */
  public OptionalLong number(String pointer) {
    return number(List.of(pointer));
  }

  /** Returns the first of the given members of the envelope that is a whole number. */
  public OptionalLong number(List<String> pointers) {
    for (var pointer : pointers) {
      var text = envelope.get(pointer);
      if (text != null && NUMBER.matcher(text).matches()) {
        return OptionalLong.of(Long.parseLong(text));
      }
    }
    return OptionalLong.empty();
  }
}
