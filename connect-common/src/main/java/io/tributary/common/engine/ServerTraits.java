// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;

/**
 * The answers of a {@link VendorApi} to the questions the engine has before the first request.
 *
 * @param order the order rows are said to have
 * @param resultWindow how many rows of one range can be paged over
 * @param boundsStart whether the server heeds the start of a range
 * @param boundsEnd whether the server heeds the end of a range
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
