// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.coverage;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a sweep has found out about an hour. A later one does not weaken what is known. */
public enum Verdict {
  /** The vendor lists exactly these events, and all of them were sent. */
  COMPLETE,
  /** The vendor has purged events of this hour, perhaps some that were never read. */
  GAP,
  /**
   * The hour was read, but the list or the past of the feed does not show that nothing is missing.
   */
  UNPROVEN;

  /** Whether this is less than is known after another one. */
  boolean isWeakerThan(Verdict other) {
    return compareTo(other) > 0;
  }

  /** Returns the name in a ledger record. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the verdict of that name, or empty if there is none. */
  public static Optional<Verdict> of(String text) {
    return Stream.of(values()).filter(verdict -> verdict.text().equals(text)).findAny();
  }
}
