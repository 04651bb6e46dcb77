// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;

/**
 * The properties of a {@link VendorApi} that the engine reads before the first request.
 *
 * @param order the documented order of the rows
 * @param pagination how pages are requested
 * @param boundsStart whether the server honors the start of a range
 * @param boundsEnd whether the server honors the end of a range
 * @param movesRows whether a row moves to a later time when it changes
 */
public record ServerTraits(
    SortOrder order,
    Pagination pagination,
    boolean boundsStart,
    boolean boundsEnd,
    boolean movesRows) {

  public static ServerTraits of(VendorApi api) {
    return new ServerTraits(
        api.order(), api.pagination(), api.boundsStart(), api.boundsEnd(), api.movesRows());
  }
}
