// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

/**
 * How a vendor may behave, as its connector reads it by default. {@link VendorContract} proves each
 * of these in both directions: a vendor that claims one shows it, one that does not fails to.
 */
public enum VendorBehavior {
  /** An answer holds no event that is days older than the start of the window asked for. */
  BOUNDS_START,
  /** An answer holds no event that is newer than the end of the window asked for. */
  BOUNDS_END,
  /** An answer lists its events oldest first. */
  SORTS,
  /** An event that changes gets a new time, so that it moves within the list. */
  MOVES_ROWS,
  /** An event that changes is delivered again. */
  DELIVERS_CHANGES,
  /** A connector logs in before it asks for events. */
  LOGS_IN,
  /** The Devo table of an event depends on its kind. */
  TAGS_BY_KIND
}
