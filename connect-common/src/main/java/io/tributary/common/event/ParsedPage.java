// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.http.Body;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of the vendor after parsing.
 *
 * @param events the rows; absent if the body has no array where one is expected
 * @param envelope the scalars around the rows, by their JSON pointer, at most two levels deep
 * @param isError whether the body reports an error, instead of rows or next to them
 */
public record ParsedPage(
    Optional<List<Event>> events, Map<String, String> envelope, boolean isError) {

  /**
   * The rows.
   *
   * @throws ApiException with {@link ApiError#UNREADABLE} if the body has no array of them
   */
  public List<Event> rows(Body body) {
    return events.orElseThrow(() -> PageParser.unreadable(body, "it has no array of events", null));
  }

  /** The text at the given place of the envelope, if there is one. */
  public Optional<String> text(String pointer) {
    return Optional.ofNullable(envelope.get(pointer)).filter(text -> !text.isEmpty());
  }

  /** The whole number at the given place of the envelope, if there is one. */
  public OptionalLong number(String pointer) {
    return number(List.of(pointer));
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
