// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Digests;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a list. Immutable.
 *
 * @param began when it began, UTC
 * @param previous the pass before it, or null for the first
 * @param read the digests of the rows of this pass
 * @param listed the number of rows listed, counting each as often as it was listed
 * @param pages the number of pages
 * @param total the largest number of rows that the server has reported
 * @param steady whether the server has reported the same number of rows each time
 * @param first the digests of the first page
 * @param last the digests of the last page
 * @param news whether the pass has found a row, older than the previous pass, that was not known
 * @param newest the time of the newest row, UTC
 */
record Pass(
    Instant began,
    @Nullable Before previous,
    Digests read,
    long listed,
    int pages,
    OptionalLong total,
    boolean steady,
    long[] first,
    long[] last,
    boolean news,
    Instant newest) {

  /** What is kept of the pass before. */
  record Before(Instant began, long listed, int fruitless) {}

  static Pass first(Instant now) {
    return starting(now, null);
  }

  Pass next(Instant now) {
    return starting(now, new Before(began, listed, fruitless()));
  }

  private static Pass starting(Instant now, @Nullable Before previous) {
    return new Pass(
        now,
        previous,
        Digests.NONE,
        0,
        0,
        OptionalLong.empty(),
        true,
        new long[0],
        new long[0],
        false,
        Instant.MIN);
  }

  /** Returns this pass after another page. */
  Pass with(Page page, Digests known) {
    var digests = page.digests();
    var isNews = news;
    var latest = newest;
    for (var row : page.events()) {
      isNews |= !known.contains(row.digest()) && isOld(row);
      var time = row.timeOr(Instant.MIN);
      latest = time.isAfter(latest) ? time : latest;
    }
    return new Pass(
        began,
        previous,
        read.with(digests),
        listed + digests.length,
        pages + (digests.length > 0 ? 1 : 0),
        greater(page.total()),
        steady && (pages == 0 || page.total().isEmpty() || page.total().equals(total)),
        pages == 0 ? digests : first,
        digests,
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
    var isSame = row >= listed && Arrays.equals(page.digests(), last);
    return last.length > 0 && (isSame || listed > 10L * Math.max(1, read.size()));
  }

  /** Whether the list begins with other rows than at the start of this pass. */
  boolean beginsOtherwiseThan(Page page) {
    var now = page.digests();
    var before = first.clone();
    Arrays.sort(now);
    Arrays.sort(before);
    return !Arrays.equals(now, before);
  }

  /** Returns the number of passes in a row, up to this one, that have found nothing new. */
  int fruitless() {
    return previous == null || news ? 0 : previous.fruitless() + 1;
  }

  /** Whether this pass and the one before have shown the same rows, each of them once. */
  boolean agrees() {
    return previous != null && !news && read.size() == listed && listed == previous.listed();
  }

  /** Whether as many rows have been listed as the server has reported. */
  boolean isAll() {
    return listed >= total.orElse(0);
  }

  /** Whether no row can have been skipped, unless the front of the list has moved. */
  boolean provesAll(boolean stoppedEarly) {
    return total.isPresent()
        && steady
        && listsEachOnce()
        && (stoppedEarly || read.size() >= total.getAsLong());
  }

  /** Whether no row was listed twice. A pass that lists one twice may lack another one. */
  boolean listsEachOnce() {
    return read.size() == listed;
  }

  private boolean isOld(Event row) {
    return previous == null || row.timeOr(Instant.MIN).isBefore(previous.began());
  }

  private OptionalLong greater(OptionalLong reported) {
    return reported.isPresent()
        ? OptionalLong.of(Math.max(total.orElse(0), reported.getAsLong()))
        : total;
  }
}
