// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Paging by cursor. The vendor returns a cursor with each page, and the list ends when the cursor
 * repeats.
 */
public final class CursorPaging {
  /** The cursor that requests the first page. */
  public static final String FIRST = "*";

  private CursorPaging() {}

  /**
   * Returns the page with the given rows.
   *
   * @param cursor the cursor that requested the page
   * @param next the cursor returned with the page, if any
   * @param total the number of rows in the list, if the vendor reports it
   * @throws ApiException with {@link ApiError#PAGE_REPEATED} if the first page has no cursor
   *     although there are more rows
   */
  public static Page page(
      List<Event> rows, String cursor, Optional<String> next, OptionalLong total) {
    if (next.isEmpty() && cursor.equals(FIRST) && total.orElse(0) > rows.size()) {
      throw new ApiException(ApiError.PAGE_REPEATED, "the first, which came without a cursor,");
    }
    return new Page(rows, next.filter(other -> !other.equals(cursor)), false, Long.MAX_VALUE);
  }
}
