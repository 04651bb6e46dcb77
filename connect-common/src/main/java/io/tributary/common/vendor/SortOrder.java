// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

/** The order in which a vendor lists the rows of a window. */
public enum SortOrder {
  /** By event time, ascending. Each page is final. */
  OLDEST_FIRST,
  /** By event time, descending. Reading may stop at the first row older than requested. */
  NEWEST_FIRST,
  /** No reliable order. A window must be read completely before any event can be emitted. */
  UNKNOWN
}
