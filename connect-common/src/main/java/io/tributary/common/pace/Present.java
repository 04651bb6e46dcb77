// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import java.time.Instant;

/**
 * The present, as two clocks have it: ours and the vendor's. Neither of them can move progress past
 * what was read, because progress is bounded by the earlier; windows may reach up to the later.
 *
 * @param certain a time that has passed by either clock, even where one of them is not believed;
 *     UTC, at or before {@code earliest}
 * @param earliest the earlier of the clocks that are believed, UTC
 * @param latest the later of them, UTC, at or after {@code earliest}
 */
public record Present(Instant certain, Instant earliest, Instant latest) {
  public Present {
    if (certain.isAfter(earliest) || earliest.isAfter(latest)) {
      throw new IllegalArgumentException(
          "must be in order: " + certain + ", " + earliest + ", " + latest);
    }
  }

  /** The present where both clocks agree. */
  public static Present at(Instant now) {
    return new Present(now, now, now);
  }
}
