// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import java.util.Optional;

/**
 * Where a page begins in the list of a window. A vendor uses the member that its API pages by.
 *
 * @param row the number of rows to skip, at least 0
 * @param page the number of pages of the window's limit to skip, at least 0
 * @param cursor the cursor returned with the previous page; empty for the first page
 */
public record Position(long row, long page, Optional<String> cursor) {
  public Position {
    if (row < 0 || page < 0) {
      throw new IllegalArgumentException("row and page must not be negative: " + row + ", " + page);
    }
  }

  /** The first page. */
  public static final Position FIRST = new Position(0, 0, Optional.empty());

  /** Returns the position behind the given number of rows. */
  public static Position ofRow(long row) {
    return new Position(row, 0, Optional.empty());
  }

  /** Whether this is the first page. */
  public boolean isFirst() {
    return equals(FIRST);
  }

  /** The position as it is quoted in messages. */
  @Override
  public String toString() {
    return cursor.orElse("row " + row);
  }
}
