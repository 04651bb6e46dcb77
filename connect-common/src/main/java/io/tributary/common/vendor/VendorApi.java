// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

/**
 * Fetches one page, which is all a vendor has to do. An implementation has no loop, wait, retry or
 * token cache. A call may block, and the caller cancels it.
 */
public interface VendorApi {

  /**
   * Fetches one page of a window.
   *
   * @throws io.tributary.common.error.ApiException if the page cannot be fetched
   */
  Page fetch(Window window, Position position);

  /** Returns how pages are requested. */
  Pagination pagination();

  /** Returns the order in which the server lists rows. */
  SortOrder order();

  /** Whether the server honors the end of a window. Only then can a window be halved. */
  default boolean boundsEnd() {
    return true;
  }

  /** Whether requests carry the start of a window. The server may round it to whole days. */
  default boolean boundsStart() {
    return true;
  }

  /**
   * Whether a row moves to a later time when it changes. If so, a missing row does not prove a
   * retention gap.
   */
  default boolean movesRows() {
    return false;
  }

  /** Returns the settings that may cause the violation, or an empty text if there are none. */
  default String settingsBehind(ProtocolViolation violation) {
    return "";
  }
}
