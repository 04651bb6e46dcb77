// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import java.util.Optional;

/** The position in a list, and what its pages have shown so far. Immutable. */
public sealed interface Pager permits TimePager, ListPager, LastPages, CursorPager {

  /** Returns where the next page begins. */
  Position position();

  /** Returns what follows from the page at this position. */
  Turn with(Page page, PageContext context);

  /**
   * Returns what follows if the server refuses the page as one that does not exist, or empty if it
   * cannot mean that.
   *
   * @param notFound whether the server says so, instead of finding fault with the request
   * @param divisible whether a shorter range can be requested instead
   */
  Optional<Turn> refused(boolean notFound, boolean divisible, PageContext context);

  /** Returns the number of rows to request instead of the given most. */
  default int limit(int most) {
    return most;
  }

  /** Returns the pager at the same position, or before it, with another number of rows per page. */
  default Pager withLimit(int limit) {
    return this;
  }
}
