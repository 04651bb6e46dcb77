// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import java.util.List;
import java.util.Set;

/**
 * What a server has shown about itself, which outlives the window it was shown in. Immutable.
 *
 * @param order what is known of the order of the rows
 * @param startIgnored whether the server begins lists earlier than requested
 * @param range how much of a window to request at once
 * @param rows how many rows to request per page
 * @param violations the violations of its protocol that have been reported
 */
public record Learned(
    SortOrderProof order,
    boolean startIgnored,
    RequestSize range,
    RequestSize rows,
    Set<ProtocolViolation> violations) {
  public Learned {
    violations = Set.copyOf(violations);
  }

  /** Returns the state in which nothing is known. */
  public static Learned nothing(SortOrder promised) {
    return new Learned(
        SortOrderProof.of(promised), false, RequestSize.WHOLE, RequestSize.WHOLE, Set.of());
  }

  /** Returns what is known at the start of a window. */
  public Learned inNextWindow() {
    return with(order.inNextWindow());
  }

  /** Returns what is known after another page with the given rows. */
  public Learned with(List<Event> rows, boolean isFirstPage) {
    return with((isFirstPage ? order.atStart() : order).with(rows));
  }

  private Learned with(SortOrderProof proof) {
    return new Learned(proof, startIgnored, range, rows, violations);
  }

  /** Returns what is known after the given sizes have proven right or wrong. */
  public Learned with(RequestSize ofRange, RequestSize ofRows) {
    return new Learned(order, startIgnored, ofRange, ofRows, violations);
  }

  public Learned with(Set<ProtocolViolation> reported) {
    return new Learned(order, startIgnored, range, rows, reported);
  }

  /** Returns what is known after the smallest request has failed. */
  public Learned whole() {
    return with(range.whole(), rows.whole());
  }

  /** Returns what is known after a request has succeeded. */
  public Learned succeeded() {
    return with(range.succeeded(), rows.succeeded());
  }

  public Learned withStartIgnored() {
    return new Learned(order, true, range, rows, violations);
  }

  /** Whether lists can be paged by time. */
  public boolean pagesByTime(ServerTraits server) {
    return server.pagination() == Pagination.TIME && order.oldestFirst() && !startIgnored;
  }
}
