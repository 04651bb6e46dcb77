// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

/** How the pages of a window are requested. */
public enum Pagination {
  /**
   * By time. The list comes oldest first from the start of the window, and rows can be skipped.
   * Once the order is proven, each page begins at the second of the last row of the previous one.
   */
  TIME,
  /** By row or page number. Rows can move while such a list is paged, so it is read as a whole. */
  NUMBER,
  /** By a cursor that the server returns with each page. */
  CURSOR
}
