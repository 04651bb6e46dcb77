package io.tributary.common.source;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Paging by page number. The token is a row number, so it stays right when the page size is halved:
 * a page may then begin with rows that were read before, but skips none.
 */
public final class NumberedPaging {
  private final int first;
  private int longest;

  /** Paging whose first page has the given number. */
  public NumberedPaging(int first) {
    this.first = first;
  }

  /** The number of the page that a token stands for. */
  public long number(Optional<String> token, int limit) {
    return token.map(Long::parseLong).orElse(0L) / limit + first;
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
    var number = number(token, limit);
    var last =
        pages.isPresent()
            ? number - first + 1 >= pages.getAsLong()
            : rows.isEmpty() || (rows.size() < limit && rows.size() < longest);
    longest = Math.max(longest, rows.size());
    var next = Long.toString((number - first + 1) * limit);
    return new Page(rows, last ? Optional.empty() : Optional.of(next), false, total);
  }
}
