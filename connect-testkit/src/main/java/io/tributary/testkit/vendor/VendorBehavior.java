// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

/**
 * How a vendor may behave when its connector reads it with default settings. {@link VendorContract}
 * proves each one in both directions: a vendor that claims it shows it, and any other does not.
 */
public enum VendorBehavior {
  /** A response contains no event that is days older than the start of the requested window. */
  BOUNDS_START,
  /** A response contains no event that is newer than the end of the requested window. */
  BOUNDS_END,
  /** A response lists its events oldest first. */
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
