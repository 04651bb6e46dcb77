// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

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
 * @param newest the time of the newest row, UTC
 */
public record CursorPager(Position position, long[] lastPage, long rows, Instant newest)
    implements Pager {

  /** The pager of a list that has not been read. */
  public static final CursorPager START =
      new CursorPager(Position.FIRST, new long[0], 0, Instant.MIN);

  @Override
  public Turn with(Page page, PageContext context) {
    var digests = page.digests();
    var read = rows + digests.length;
    var all = read >= page.total().orElse(0);
    if (!position.isFirst() && digests.length > 0 && Arrays.equals(digests, lastPage)) {
      return new Turn.Repeated(all);
    }
    if (page.cursor().isEmpty() && position.isFirst() && !all) {
      // The server ignores the request for a cursor.
      return new Turn.Repeated(false);
    }
    if (page.cursor().isEmpty() || page.cursor().equals(position.cursor())) {
      return new Turn.End(page.events());
    }
    var latest = newest;
    for (var row : page.events()) {
      var time = row.timeOr(Instant.MIN);
      latest = time.isAfter(latest) && time.isBefore(context.range().to()) ? time : latest;
    }
    var next = new Position(0, 0, page.cursor());
    return new Turn.Next(page.events(), new CursorPager(next, digests, read, latest));
  }

  /** A cursor that is refused has expired, which does not mean that the list has ended. */
  @Override
  public Optional<Turn> refused(boolean notFound, boolean divisible, PageContext context) {
    return Optional.empty();
  }
}
