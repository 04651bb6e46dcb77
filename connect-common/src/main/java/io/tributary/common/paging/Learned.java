// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static io.tributary.common.vendor.SortOrder.NEWEST_FIRST;
import static io.tributary.common.vendor.SortOrder.OLDEST_FIRST;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a server has shown about itself, which outlives the window it was shown in. Immutable.
 *
 * @param order what is known of the order of the rows
 * @param listing what whole lists have shown of their order
 * @param startIgnored whether the server begins lists earlier than requested
 * @param range how much of a window to request at once
 * @param rows how many rows to request per page
 * @param chance how often requests fail whatever their size
 * @param violations the violations of its protocol that have been reported
 */
public record Learned(
    SortOrderProof order,
    Listing listing,
    boolean startIgnored,
    RequestSize range,
    RequestSize rows,
    ChanceFailures chance,
    Set<ProtocolViolation> violations) {
  public Learned {
    violations = Set.copyOf(violations);
  }

  /** Returns the state in which nothing is known. */
  public static Learned nothing(SortOrder promised) {
    return new Learned(
        SortOrderProof.of(promised),
        Listing.UNKNOWN,
        false,
        RequestSize.WHOLE,
        RequestSize.WHOLE,
        ChanceFailures.NONE,
        Set.of());
  }

  /** Returns what is known at the start of a window. */
  public Learned inNextWindow() {
    return with(order.inNextWindow());
  }

  /** Returns what is known after another page with the given rows. */
  public Learned with(List<Event> rows, Pager at) {
    var isFirst = at.position().isFirst();
    var proof = (isFirst ? order.atStart() : order).with(rows);
    var known = with(proof);
    return at instanceof ListPager list && !list.closing()
        ? known.withListing((isFirst ? listing.atStart() : listing).with(rows))
        : known.withListing(listing.withPage(rows));
  }

  /** Returns what is known after the last page of a list, if all of it was read. */
  public Learned ended(Pager at, Page last, PageContext context) {
    if (at instanceof ListPager list && !context.nothingLeft()) {
      return withListing(listing.passed(list.listed(last), list.stride(last)));
    }
    return at instanceof LastPages end && end.onward()
        ? withListing(listing.ofRows(end.rowsUpTo(last)))
        : this;
  }

  public Learned withListing(Listing shown) {
    return new Learned(order, shown, startIgnored, range, rows, chance, violations);
  }

  /** Returns what is known after a pass over more of the list has shown its order. */
  public Learned withOrderOf(Listing shown) {
    return withListing(listing.in(shown.order()));
  }

  /** Whether lists are known to end with the newest row. */
  public boolean readsFromTheEnd() {
    return listing.order() == OLDEST_FIRST;
  }

  /** Whether lists are known to begin with the newest row. */
  public boolean newestFirst() {
    return order.newestFirst() || listing.order() == NEWEST_FIRST;
  }

  private Learned with(SortOrderProof proof) {
    return new Learned(proof, listing, startIgnored, range, rows, chance, violations);
  }

  /** Returns what is known after the given sizes have proven right or wrong. */
  public Learned with(RequestSize ofRange, RequestSize ofRows) {
    return new Learned(order, listing, startIgnored, ofRange, ofRows, chance, violations);
  }

  public Learned with(Set<ProtocolViolation> reported) {
    return new Learned(order, listing, startIgnored, range, rows, chance, reported);
  }

  /** Returns what is known after the smallest request has failed. */
  public Learned whole() {
    return with(range.whole(), rows.whole());
  }

  /** Returns what is known after a request has succeeded that had failed so often before. */
  public Learned succeeded(int before) {
    var byChance = chance.areMany();
    return attempted(before, false).with(range.succeeded(byChance), rows.succeeded(byChance));
  }

  /** Returns what is known after a request has failed that had failed so often before. */
  public Learned failed(int before) {
    return attempted(before, true);
  }

  /** A larger request than the last one may fail for its size, and a repeated one more likely. */
  private Learned attempted(int before, boolean failed) {
    return before > 0 || range.hasJustGrown() || rows.hasJustGrown()
        ? this
        : new Learned(order, listing, startIgnored, range, rows, chance.with(failed), violations);
  }

  /** Whether so many failures in a row show that the request is too large. */
  public boolean areNoChance(int failuresInARow) {
    return failuresInARow >= chance.needed();
  }

  public Learned withStartIgnored() {
    return new Learned(order, listing, true, range, rows, chance, violations);
  }

  /**
   * Whether no page beyond the given rows can have one from the given time on, or one that became
   * visible lately and is not left to a sweep.
   */
  boolean nothingLeftFrom(Instant time, Pager at, List<Event> page, Predicate<Event> passed) {
    return order.nothingLeftFrom(time, page)
        || (listing.order() == (at instanceof LastPages ? OLDEST_FIRST : NEWEST_FIRST)
            && page.stream().anyMatch(row -> row.timeOr(Instant.MAX).isBefore(time))
            && page.stream().allMatch(passed));
  }

  /** Whether lists can be paged by time. */
  public boolean pagesByTime(ServerTraits server) {
    return server.pagination() == Pagination.TIME && order.oldestFirst() && !startIgnored;
  }
}
