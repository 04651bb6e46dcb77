// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paging by page number. The token is a row number, so it stays right when the page size is halved:
 * a page may then begin with rows that were read before, but skips none. Pages cannot overlap;
 * instead a total that has shrunk tells that rows may have moved up, and paging steps back as far.
 */
public final class PageNumberPaging {
  private static final Logger LOG = LoggerFactory.getLogger(PageNumberPaging.class);
  private static final int MOST_STEPS_BACK = 100;

  private final int first;
  private int longest;
  private long lastTotal;
  private int stepsBack;

  /** Paging whose first page has the given number. */
  public PageNumberPaging(int first) {
    this.first = first;
  }

  /** The number of the page that a token stands for. */
  public long number(Optional<String> token, int limit) {
    return index(token, limit) + first;
  }

  /**
   * The page of the given rows.
   *
   * @param pages how many pages there are, where the vendor says so; where it does not, a page that
   *     is shorter than asked for, and than the longest so far, is the last one
   * @param total how many rows there are, where the vendor says so
   */
  public Page page(
      List<Event> rows, Optional<String> token, int limit, OptionalLong pages, OptionalLong total) {
    if (token.isEmpty()) {
      longest = 0;
      lastTotal = 0;
      stepsBack = 0;
    }
    var index = index(token, limit);
    var back = pagesToStepBack(total, limit);
    if (back > 0 && index > 0) {
      // What was skipped comes before these rows, which are listed again later.
      return new Page(List.of(), token(Math.max(0, index - back), limit), false, lastTotal);
    }
    var last =
        pages.isPresent()
            ? index + 1 >= pages.getAsLong()
            : rows.isEmpty() || (rows.size() < limit && rows.size() < longest);
    longest = Math.max(longest, rows.size());
    var listed = total.orElse(pages.isPresent() ? Long.MAX_VALUE : 0);
    return new Page(rows, last ? Optional.empty() : token(index + 1, limit), false, listed);
  }

  private long pagesToStepBack(OptionalLong total, int limit) {
    var gone = lastTotal - total.orElse(lastTotal);
    lastTotal = total.orElse(lastTotal);
    if (gone <= 0) {
      return 0;
    }
    if (++stepsBack > MOST_STEPS_BACK) {
      LOG.warn("The number of rows keeps shrinking while they are paged; some may be missed");
      return 0;
    }
    return (gone + limit - 1) / limit;
  }

  private static long index(Optional<String> token, int limit) {
    return token.map(Long::parseLong).orElse(0L) / limit;
  }

  private static Optional<String> token(long index, int limit) {
    return Optional.of(Long.toString(index * limit));
  }
}
