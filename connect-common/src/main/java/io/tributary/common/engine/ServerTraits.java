// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;

/**
 * The properties of a {@link VendorApi} that the engine reads before the first request.
 *
 * @param order the documented order of the rows
 * @param resultWindow the number of rows that the server pages through in one range
 * @param boundsStart whether the server honors the start of a range
 * @param boundsEnd whether the server honors the end of a range
 * @param movesRows whether a row moves to a later time when it changes
 */
record ServerTraits(
    SortOrder order, int resultWindow, boolean boundsStart, boolean boundsEnd, boolean movesRows) {

  ServerTraits {
    if (resultWindow < 1) {
      throw new IllegalArgumentException("resultWindow must be at least 1: " + resultWindow);
    }
  }

  static ServerTraits of(VendorApi api) {
    return new ServerTraits(
        api.order(), api.resultWindow(), api.boundsStart(), api.boundsEnd(), api.movesRows());
  }
}
