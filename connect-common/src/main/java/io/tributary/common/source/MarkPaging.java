package io.tributary.common.source;

import java.util.List;
import java.util.Optional;

/** Paging by marks that the vendor hands out, one with each page, until it is the same again. */
public final class MarkPaging {
  private MarkPaging() {}

  /**
   * The page of the given rows.
   *
   * @param asked the mark it was asked for with
   * @param next the mark that came with it, if one did
   */
  public static Page page(List<Event> rows, String asked, Optional<String> next) {
    return new Page(rows, next.filter(mark -> !mark.equals(asked)), false, Long.MAX_VALUE);
  }
}
