// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Paging by marks that the vendor hands out, one with each page, until it is the same again. */
public final class CursorPaging {
  /** What the first page is asked for with. */
  public static final String FIRST = "*";

  private CursorPaging() {}

  /**
   * The page of the given rows.
   *
   * @param asked the mark it was asked for with
   * @param next the mark that came with it, if one did
   * @param total how many rows there are, where the vendor says so
   * @throws ApiException with {@link ApiError#PAGE_REPEATED} if there are more rows than those of
   *     the first page and no mark leads to them
   */
  public static Page page(
      List<Event> rows, String asked, Optional<String> next, OptionalLong total) {
    if (next.isEmpty() && asked.equals(FIRST) && total.orElse(0) > rows.size()) {
      throw new ApiException(ApiError.PAGE_REPEATED, "the first, which came without a mark,");
    }
    return new Page(rows, next.filter(mark -> !mark.equals(asked)), false, Long.MAX_VALUE);
  }
}
