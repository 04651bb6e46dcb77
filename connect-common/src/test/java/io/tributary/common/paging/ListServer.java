// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.event.Events.at;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** A server that lists rows of one hour, and may cap, hide, move and reorder them. */
final class ListServer {
  static final Window HOUR = new Window(at("08:00:00"), at("09:00:00"), 3);

  final List<Event> rows;
  final Set<Event> hidden = new HashSet<>();

  /** The most rows that a page has, whatever was requested. */
  int cap = Integer.MAX_VALUE;

  /** Lists rows of equal time in another order each time, or all of them. */
  Random ties = new Random(0);

  boolean reordersTies;
  boolean reordersAll;
  boolean ignoresStart;
  boolean ignoresRows;
  boolean totals;

  ListServer(List<Event> rows) {
    this.rows = new ArrayList<>(rows);
  }

  static ListServer of(Event... rows) {
    return new ListServer(List.of(rows));
  }

  /** The page that begins at a row number. */
  Page byRow(Window window, Position position) {
    return page(listed(window), ignoresRows ? 0 : position.row(), window.limit());
  }

  /** The page with a number. */
  Page byNumber(Window window, Position position) {
    var limit = Math.min(cap, window.limit());
    return page(listed(window), ignoresRows ? 0 : position.page() * limit, window.limit());
  }

  private Page page(List<Event> listed, long skipped, int limit) {
    var page =
        listed.stream()
            .skip(skipped)
            .limit(Math.min(cap, limit))
            .filter(row -> !hidden.contains(row))
            .toList();
    return totals ? Page.of(page).withTotal(OptionalLong.of(listed.size())) : Page.of(page);
  }

  private List<Event> listed(Window window) {
    var listed = new ArrayList<>(rows);
    listed.removeIf(
        row ->
            (!ignoresStart && time(row).isBefore(window.from()))
                || !time(row).isBefore(window.to()));
    if (reordersTies || reordersAll) {
      Collections.shuffle(listed, ties);
    }
    if (reordersTies) {
      listed.sort(Comparator.comparing(ListServer::time));
    }
    return listed;
  }

  private static Instant time(Event row) {
    return row.timeOr(HOUR.from());
  }
}
