// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.ids;
import static org.assertj.core.api.Assertions.fail;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Drives a pager until its list ends, and notes what it requests and reads. */
final class PagerRun {
  private static final int MOST_REQUESTS = 20_000;

  private final Window range;
  private final Instant readAgainUntil;
  private final boolean newestFirst;
  private final List<Event> taken = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  private Pager pager;
  private @Nullable Turn last;

  private PagerRun(Pager pager, Window range, Instant readAgainUntil, boolean newestFirst) {
    this.pager = pager;
    this.range = range;
    this.readAgainUntil = readAgainUntil;
    this.newestFirst = newestFirst;
  }

  static PagerRun byTime(Window range) {
    return new PagerRun(TimePager.from(range.from()), range, range.from(), false);
  }

  /** Reads a list that no other poll reads again. */
  static PagerRun byNumber(Window range) {
    return byNumber(range, range.from(), false);
  }

  static PagerRun byNumber(Window range, Instant readAgainUntil, boolean newestFirst) {
    var start = ListPager.starting(range.limit(), range.to());
    return new PagerRun(start, range, readAgainUntil, newestFirst);
  }

  static PagerRun byCursor(Window range) {
    return new PagerRun(CursorPager.START, range, range.from(), false);
  }

  /** Reads on until the list ends, or the server turns out not to page. */
  PagerRun read(BiFunction<Window, Position, Page> server) {
    while (!isOver()) {
      if (asked.size() >= MOST_REQUESTS) {
        fail("the list does not end, at " + pager.position());
      }
      step(server);
    }
    return this;
  }

  /** Reads one page. */
  PagerRun step(BiFunction<Window, Position, Page> server) {
    var window = request();
    asked.add(
        "%s %s %d"
            .formatted(
                window.from().toString().substring(11, 19),
                pager instanceof ListPager
                    ? "page " + pager.position().page()
                    : pager.position().toString(),
                window.limit()));
    turned(pager.with(server.apply(window, pager.position()), context()));
    return this;
  }

  /** Whether the refusal of the next page is taken for the end of the list or of a pass. */
  boolean refused(boolean notFound, boolean divisible) {
    var turn = pager.refused(notFound, divisible, context());
    turn.ifPresent(this::turned);
    return turn.isPresent();
  }

  void resized(int limit) {
    pager = pager.withLimit(limit);
  }

  boolean isOver() {
    return last != null && !(last instanceof Turn.Next);
  }

  Turn last() {
    return last == null ? fail("nothing was read") : last;
  }

  Turn.End end() {
    return last instanceof Turn.End end ? end : fail("not ended but " + last);
  }

  Pager pager() {
    return pager;
  }

  List<String> read() {
    return ids(taken);
  }

  private Window request() {
    var from = pager instanceof TimePager byTime ? byTime.from() : range.from();
    return range.startingAt(from).withLimit(pager.limit(range.limit()));
  }

  private PageContext context() {
    var from = pager instanceof TimePager byTime ? byTime.from() : range.from();
    return new PageContext(
        range.startingAt(from), range.to(), readAgainUntil, newestFirst, false, false);
  }

  private void turned(Turn turn) {
    last = turn;
    if (turn instanceof Turn.Next next) {
      taken.addAll(next.rows());
      pager = next.pager();
    } else if (turn instanceof Turn.End end) {
      taken.addAll(end.rows());
    }
  }
}
