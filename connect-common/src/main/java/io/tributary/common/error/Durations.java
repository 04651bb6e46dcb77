// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as messages and logs show them. */
public final class Durations {
  private Durations() {}

  /** The duration in seconds, to the millisecond. */
  public static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** A note for a log if a server asked for a longer wait than it gets; otherwise empty. */
  public static String note(@Nullable Duration asked, Duration wait) {
    return asked == null || asked.compareTo(wait) <= 0
        ? ""
        : " (the server asked for " + asked.toSeconds() + " s, more than retry.after.max.ms)";
  }

  /**
   * The size of the duration, rounded: up to two minutes in seconds, up to two hours in minutes.
   */
  public static String rough(Duration duration) {
    var seconds = Math.round(seconds(duration.abs()));
    if (seconds < 2 * 60) {
      return seconds + " s";
    }
    var minutes = Math.round(seconds / 60.0);
    return minutes < 2 * 60 ? minutes + " min" : Math.round(minutes / 60.0) + " h";
  }

  /** The duration with its unit, such as {@code 1.5 s}. */
  public static String text(Duration duration) {
    return seconds(duration) + " s";
  }
}
