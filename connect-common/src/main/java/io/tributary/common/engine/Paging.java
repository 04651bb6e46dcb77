// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The position within a window: the ranges still to be read, and the progress in the first of them.
 * The bounds sent to the server never change while a range is paged. Immutable.
 *
 * @param ranges the ranges still to be read, in order; empty once the window has been read
 *     completely
 * @param limit the largest number of rows to request per page, at least 1
 * @param restarts how often reading restarted because rows had moved
 */
record Paging(
    ServerTraits server, List<Window> ranges, RangeProgress progress, int limit, int restarts) {
  private static final int MOST_RESTARTS = 3;
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  Paging {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1: " + limit);
    }
    ranges = List.copyOf(ranges);
  }

  static Paging of(ServerTraits server, Window window) {
    return new Paging(server, List.of(window), RangeProgress.NONE, window.limit(), 0);
  }

  boolean isDone() {
    return ranges.isEmpty();
  }

  boolean isAtFirstPage() {
    return progress.token().isEmpty();
  }

  boolean mayRestart() {
    return restarts < MOST_RESTARTS;
  }

  /** Returns the range being read. */
  Window range() {
    return ranges.get(0);
  }

  PageRequest request() {
    var most = Math.min(limit, progress.room(server.resultWindow()));
    return new PageRequest(range().withLimit(most), progress.token());
  }

  Paging with(RangeProgress changed) {
    return new Paging(server, ranges, changed, limit, restarts);
  }

  /** Halves the page size. Empty if the page size is already one. */
  Optional<Paging> withSmallerPages() {
    return limit > 1
        ? Optional.of(new Paging(server, ranges, progress.withoutLastPage(), limit / 2, restarts))
        : Optional.empty();
  }

  /** Removes the current range, which has been read completely. */
  Paging withoutRange() {
    return reading(ranges.subList(1, ranges.size()));
  }

  /** Moves to the next page or, at the server's row limit, to the time of the last row. */
  Paging next(Optional<String> token, boolean streaming) {
    var further = hasRoom(streaming) ? Optional.<Paging>empty() : continued(streaming);
    return further.orElseGet(() -> with(progress.turnedTo(token)));
  }

  /**
   * Restarts because rows have moved: at the last row or, if the rows are unordered, at the start.
   */
  Paging restarted(boolean streaming) {
    var again = fromLastRow(streaming);
    return new Paging(server, again.ranges, again.progress, limit, restarts + 1);
  }

  /**
   * Continues without the pages that the server rejects: at the time of the last row or, if there
   * is none, with half the range. Empty if neither is possible.
   */
  Optional<Paging> continued(boolean streaming) {
    if (canReadOn(streaming)) {
      return Optional.of(fromLastRow(true));
    }
    return streaming ? Optional.empty() : halved();
  }

  /**
   * Splits the range into two halves, read one after the other. Empty if the range is too short.
   */
  Optional<Paging> halved() {
    var range = range();
    if (!server.boundsEnd() || range.length().compareTo(SHORTEST) <= 0) {
      return Optional.empty();
    }
    var middle = range.from().plus(range.length().dividedBy(2)).truncatedTo(ChronoUnit.SECONDS);
    var split = middle.isAfter(range.from()) ? middle : middle.plus(SHORTEST);
    return Optional.of(reading(replaced(range.endingAt(split), range.startingAt(split))));
  }

  /** The failure, explained by the position it occurred at. */
  ApiException explained(ApiException failure) {
    var said = String.valueOf(failure.getMessage());
    if (failure.error() == ApiError.EVENT_TOO_LARGE) {
      var row = "the row at " + progress.token().orElse("0") + " of " + range();
      return new ApiException(
          ApiError.EVENT_TOO_LARGE, Recoverability.STOP, null, failure, row, said);
    }
    return failure.error() == ApiError.REFUSED && !isAtFirstPage()
        ? new ApiException(
            ApiError.TOO_MANY_AT_ONCE, Recoverability.STOP, null, failure, range().from(), said)
        : failure;
  }

  private Paging fromLastRow(boolean streaming) {
    return canReadOn(streaming)
        ? reading(replaced(range().startingAt(progress.lastTime())))
        : reading(ranges);
  }

  /**
   * Whether the server's row limit leaves room for another page. A small remainder is not worth a
   * request if reading can continue by time.
   */
  private boolean hasRoom(boolean streaming) {
    var room = server.resultWindow() - progress.rows();
    return room > 0 && (room >= Math.min(limit, progress.rows()) / 2 || !canReadOn(streaming));
  }

  private boolean canReadOn(boolean streaming) {
    return streaming && progress.lastTime().isAfter(range().from());
  }

  private Paging reading(List<Window> others) {
    return new Paging(server, others, RangeProgress.NONE, limit, restarts);
  }

  private List<Window> replaced(Window... by) {
    var replaced = new ArrayList<>(List.of(by));
    replaced.addAll(ranges.subList(1, ranges.size()));
    return replaced;
  }
}
