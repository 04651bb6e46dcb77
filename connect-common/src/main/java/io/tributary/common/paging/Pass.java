// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Digests;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a list. Immutable.
 *
 * @param began when it began, UTC
 * @param previous the pass before it, or null for the first
 * @param read the digests of the rows of this pass
 * @param listed the number of rows listed, counting each as often as it was listed
 * @param sequence a hash of the rows in the order listed
 * @param pages the number of pages
 * @param old the number of rows of this pass that are older than it, at least so many
 * @param reported the number of rows that the server reported with the first page
 * @param total the largest number of rows that the server has reported
 * @param shrank whether the server has reported fewer rows than before
 * @param first the digests of the first page
 * @param last what tells the rows of the last page apart from those of the next
 * @param news whether the pass has found a row, older than the previous pass, that was not known
 * @param newest the time of the newest row, UTC
 */
record Pass(
    Instant began,
    @Nullable Before previous,
    Digests read,
    long listed,
    long sequence,
    int pages,
    long old,
    OptionalLong reported,
    OptionalLong total,
    boolean shrank,
    long[] first,
    long[] last,
    boolean news,
    Instant newest) {

  /**
   * No list that is read by number is longer. Each row costs up to 72 bytes of heap, so one that
   * never ends would end the worker.
   */
  private static final int MOST_ROWS = 4_000_000;

  /** Few times may come in the same sequence by chance, such as dates without a time of day. */
  private static final int ENOUGH_TIMES = 8;

  /** What is kept of the pass before. */
  record Before(Instant began, long listed, long sequence, int fruitless) {}

  static Pass first(Instant now) {
    return starting(now, null);
  }

  Pass next(Instant now) {
    return starting(now, new Before(began, listed, sequence, fruitless()));
  }

  private static Pass starting(Instant now, @Nullable Before previous) {
    return new Pass(
        now,
        previous,
        Digests.NONE,
        0,
        0,
        0,
        0,
        OptionalLong.empty(),
        OptionalLong.empty(),
        false,
        new long[0],
        new long[0],
        false,
        Instant.MIN);
  }

  /** Returns this pass after another page. The rows of the passes before are known. */
  Pass with(Page page, Digests known) {
    var digests = page.digests();
    var grown = read.with(digests);
    var isNews = news;
    var latest = newest;
    var younger = 0;
    for (var row : page.events()) {
      isNews = isNews || isNews(row, known);
      var time = row.timeOr(Instant.MIN);
      latest = time.isAfter(latest) ? time : latest;
      younger += time.isBefore(began) ? 0 : 1;
    }
    return new Pass(
        began,
        previous,
        grown,
        listed + digests.length,
        Arrays.stream(digests).reduce(sequence, (rows, next) -> 31 * rows + next),
        pages + (digests.length > 0 ? 1 : 0),
        old + Math.max(0, grown.size() - read.size() - younger),
        pages == 0 ? page.total() : reported,
        greater(page.total()),
        shrank || page.total().orElse(Long.MAX_VALUE) < total.orElse(0),
        pages == 0 ? digests : first,
        marks(page.events(), digests),
        isNews,
        latest);
  }

  /**
   * Whether the server answers with the same rows, or any rows, without end.
   *
   * @param row where the page begins. Once pages have been numbered anew, that is before the row
   *     behind the last page, and a page may be the last one by right.
   */
  boolean isRepeatedBy(Page page, long row) {
    var isSame = row >= listed && Arrays.equals(marks(page.events(), page.digests()), last);
    var isEndless = listed > 10L * Math.max(1, read.size()) || listed >= MOST_ROWS;
    return last.length > 0 && (isSame || isEndless);
  }

  /**
   * Returns what is the same when the same rows are listed again: their digests. Those of rows
   * without an id may differ each time, as with a signed link, so their times count instead, if
   * enough of these differ to tell the page from another.
   */
  private static long[] marks(List<Event> rows, long[] digests) {
    if (rows.stream().noneMatch(Event::hasNoStableId)) {
      return digests;
    }
    var times = rows.stream().map(Event::time).distinct().count();
    return times < Math.max(2, Math.min(ENOUGH_TIMES, rows.size()))
        ? digests
        : rows.stream()
            .mapToLong(
                row -> row.hasNoStableId() ? row.timeOr(Instant.MIN).hashCode() : row.digest())
            .toArray();
  }

  /**
   * Whether rows have fallen off at the front since the start of this pass. Rows that were added
   * there have only pushed others back.
   */
  boolean hasLostFront(Page page) {
    var now = page.digests();
    var added = Arrays.stream(now).filter(row -> !read.contains(row)).count();
    Arrays.sort(now);
    return Arrays.stream(first).filter(row -> Arrays.binarySearch(now, row) < 0).count() > added;
  }

  /** Returns the number of passes in a row, up to this one, that have found nothing new. */
  int fruitless() {
    return previous == null || news ? 0 : previous.fruitless() + 1;
  }

  /**
   * Whether this pass and the one before have shown the same rows: each of them once, or all in the
   * same order, of which some may be in the list twice.
   */
  boolean agrees() {
    return previous != null
        && !news
        && listed == previous.listed()
        && (listsEachOnce() || sequence == previous.sequence());
  }

  /** Whether as many rows have been listed as the server has reported. */
  boolean isAll() {
    return listed >= total.orElse(0);
  }

  /**
   * Whether no row can have been skipped, unless the front of the list has moved. Rows that were
   * added while the list was read do not count. Where reading stopped early, nothing tells which of
   * the reported rows it has passed.
   */
  boolean provesAll(boolean stoppedEarly) {
    return reported.isPresent()
        && !shrank
        && (stoppedEarly ? listsEachOnce() && total.equals(reported) : old >= reported.getAsLong());
  }

  /** Whether no row was listed twice. A pass that lists one twice may lack another one. */
  boolean listsEachOnce() {
    return read.size() == listed;
  }

  private boolean isNews(Event row, Digests known) {
    var isOld = previous == null || row.timeOr(Instant.MIN).isBefore(previous.began());
    return isOld && !known.contains(row.digest()) && !read.contains(row.digest());
  }

  private OptionalLong greater(OptionalLong reported) {
    return reported.isPresent()
        ? OptionalLong.of(Math.max(total.orElse(0), reported.getAsLong()))
        : total;
  }
}
