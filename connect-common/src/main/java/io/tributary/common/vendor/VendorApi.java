// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import java.util.Optional;

/**
 * The one thing a vendor has to do: fetch a page. It has no loop, no wait, no retry and no token
 * cache; a call may block and is ended from outside.
 */
public interface VendorApi {

  /**
   * Fetches one page of a window.
   *
   * @param pageToken {@link Page#next} of the page before; absent for the first
   * @throws io.tributary.common.error.ApiException if there is no page to be had
   */
  Page fetch(Window window, Optional<String> pageToken);

  /** The order of the rows. */
  SortOrder order();

  /** How many rows of one window the server lets us page over. */
  default int resultWindow() {
    return Integer.MAX_VALUE;
  }

  /** Whether the server heeds the end of a window; only then can a window be halved. */
  default boolean boundsEnd() {
    return true;
  }

  /** Whether requests carry the start of a window; a server may take it by whole days. */
  default boolean boundsStart() {
    return true;
  }

  /** Whether a row moves to a later time when it changes; then one that is gone proves nothing. */
  default boolean movesRows() {
    return false;
  }

  /** The settings that may be wrong if the server behaves like that; empty if there are none. */
  default String settingsBehind(ProtocolViolation oddity) {
    return "";
  }
}
