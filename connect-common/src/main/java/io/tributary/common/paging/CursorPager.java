// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Digests;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Pages by a cursor that the server returns with each page. The list ends where the cursor repeats
 * or is missing. Immutable.
 *
 * @param lastPage the digests of the last page
 * @param rows the number of rows read
 * @param distinct the digests of all rows
 * @param empty the number of empty pages in a row
 * @param newest the time of the newest row, UTC
 */
public record CursorPager(
    Position position, long[] lastPage, long rows, Digests distinct, int empty, Instant newest)
    implements Pager {

  /** The pager of a list that has not been read. */
  public static final CursorPager START =
      new CursorPager(Position.FIRST, new long[0], 0, Digests.NONE, 0, Instant.MIN);

  private static final int MOST_EMPTY = 100;

  @Override
  public Turn with(Page page, PageContext context) {
    var digests = page.digests();
    var read = rows + digests.length;
    var all = read >= page.total().orElse(0);
    if (!position.isFirst() && digests.length > 0 && isRepeatedBy(digests)) {
      return new Turn.Repeated(rows >= page.total().orElse(0));
    }
    if (page.cursor().isEmpty() && position.isFirst() && !all) {
      // The server ignores the request for a cursor.
      return new Turn.Repeated(false);
    }
    var none = digests.length == 0 ? empty + 1 : 0;
    if (page.cursor().isEmpty() || page.cursor().equals(position.cursor()) || none >= MOST_EMPTY) {
      return new Turn.End(page.events());
    }
    var latest = newest;
    for (var row : page.events()) {
      var time = row.timeOr(Instant.MIN);
      latest = time.isAfter(latest) && time.isBefore(context.range().to()) ? time : latest;
    }
    var next = new Position(0, 0, page.cursor());
    return new Turn.Next(
        page.events(), new CursorPager(next, digests, read, distinct.with(digests), none, latest));
  }

  private boolean isRepeatedBy(long[] digests) {
    return Arrays.equals(digests, lastPage) || rows > 10L * Math.max(1, distinct.size());
  }

  /** A cursor that is refused has expired, which does not mean that the list has ended. */
  @Override
  public Optional<Turn> refused(boolean notFound, boolean divisible, PageContext context) {
    return Optional.empty();
  }
}
