// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import java.time.Instant;
import java.util.List;

/** A vendor's part of the demonstration. */
public interface VendorDemo {
  /**
   * The log that the demonstration starts with: days of ordinary events and the awkward ones that
   * real logs hold too. Many in one second, one listed twice, one without an id.
   */
  List<EventRow> history(Instant from, Instant now);

  /** A few events that happen now; none for most seeds where they are rare. */
  List<EventRow> happens(long seed, Instant now);

  /** JSON pointers to the members that say most about an event, its time first. */
  List<String> summary();

  /** The Devo table that must hold its events, or the one that unites the tables of its kinds. */
  String table();

  /** Whether a table is the one that must hold this event of its own. */
  default boolean belongs(String event, String table) {
    return table.equals(table());
  }
}
