// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A vendor whose pages are written down beforehand, and that notes what it was asked. */
final class ScriptedVendor implements VendorApi {
  private final SortOrder order;
  private final Pagination pagination;
  private final boolean boundsEnd;
  private final Deque<Page> pages = new ArrayDeque<>();
  private OptionalLong total = OptionalLong.empty();
  final List<String> asked = new ArrayList<>();

  ScriptedVendor(SortOrder order, Pagination pagination, boolean boundsEnd) {
    this.order = order;
    this.pagination = pagination;
    this.boundsEnd = boundsEnd;
  }

  /** A vendor that lists rows oldest first and is paged by time. */
  static ScriptedVendor byTime() {
    return new ScriptedVendor(SortOrder.OLDEST_FIRST, Pagination.TIME, true);
  }

  /** A vendor that is paged by number. */
  static ScriptedVendor byNumber(SortOrder order) {
    return new ScriptedVendor(order, Pagination.NUMBER, true);
  }

  /** A vendor that lists rows oldest first and is paged by a cursor. */
  static ScriptedVendor byCursor() {
    return new ScriptedVendor(SortOrder.OLDEST_FIRST, Pagination.CURSOR, true);
  }

  /** The rows of the next page. */
  ScriptedVendor page(Event... rows) {
    pages.add(Page.of(List.of(rows)).withTotal(total));
    return this;
  }

  /** The rows of the next page, and the cursor of the one after it; empty: none. */
  ScriptedVendor page(String cursor, Event... rows) {
    var next = cursor.isEmpty() ? Optional.<String>empty() : Optional.of(cursor);
    pages.add(Page.of(List.of(rows)).withTotal(total).withCursor(next));
    return this;
  }

  /** This vendor reports so many rows with each page from now on. */
  ScriptedVendor total(long rows) {
    total = OptionalLong.of(rows);
    return this;
  }

  @Override
  public Page fetch(Window window, Position position) {
    asked.add(
        "%s..%s %d %s"
            .formatted(
                window.from().toString().substring(11, 19),
                window.to().toString().substring(11, 19),
                window.limit(),
                pagination == Pagination.NUMBER ? "page " + position.page() : position.toString()));
    return pages.remove();
  }

  @Override
  public SortOrder order() {
    return order;
  }

  @Override
  public Pagination pagination() {
    return pagination;
  }

  @Override
  public boolean boundsEnd() {
    return boundsEnd;
  }
}
