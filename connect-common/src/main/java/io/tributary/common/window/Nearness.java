// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.window;

/** How near the present a window ends. */
public enum Nearness {
  /** Before the present by any clock. */
  PAST,
  /** At the present, if one of the clocks is wrong. */
  PERHAPS_PRESENT,
  /** At the present, by each clock that is believed. */
  PRESENT
}
