// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.paging.RequestSize;
import io.tributary.common.paging.SortOrderProof;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.SortOrder;

/**
 * What a server has shown about itself, which outlives the window it was shown in. Immutable.
 *
 * @param order what is known of the order of the rows
 * @param startIgnored whether the server begins lists earlier than requested
 * @param size how much to request at once
 */
record Learned(SortOrderProof order, boolean startIgnored, RequestSize size) {

  /** Returns the state in which nothing is known. */
  static Learned nothing(SortOrder promised) {
    return new Learned(SortOrderProof.of(promised), false, RequestSize.WHOLE);
  }

  /** Returns what is known at the start of a list. A contradicted order may be proven anew. */
  Learned atStart() {
    return with(order.atStart());
  }

  Learned with(SortOrderProof proof) {
    return new Learned(proof, startIgnored, size);
  }

  Learned with(RequestSize other) {
    return new Learned(order, startIgnored, other);
  }

  Learned withStartIgnored() {
    return new Learned(order, true, size);
  }

  /** Whether lists can be paged by time. */
  boolean pagesByTime(ServerTraits server) {
    return server.pagination() == Pagination.TIME && order.oldestFirst() && !startIgnored;
  }
}
