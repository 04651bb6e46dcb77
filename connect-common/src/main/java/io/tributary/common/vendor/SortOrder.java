// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

/** The order in which a vendor lists the rows of a window. */
public enum SortOrder {
  /** By event time, ascending: each page is final. */
  OLDEST_FIRST,
  /** By event time, descending: reading may stop at the first row older than asked for. */
  NEWEST_FIRST,
  /** None to rely on: a window must be read to its end before anything can be emitted. */
  UNKNOWN
}
