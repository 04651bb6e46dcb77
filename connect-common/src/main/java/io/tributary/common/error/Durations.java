// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import java.time.Duration;

/** Durations as messages and logs show them. */
public final class Durations {
  private Durations() {}

  /** The duration in seconds, to the millisecond. */
  public static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** The duration with its unit, such as {@code 1.5 s}. */
  public static String text(Duration duration) {
    return seconds(duration) + " s";
  }
}
