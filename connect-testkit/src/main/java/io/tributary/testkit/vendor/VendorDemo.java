// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import java.time.Instant;
import java.util.List;

/** A vendor's part of the demonstration. */
public interface VendorDemo {
  /**
   * The log at the start of the demonstration: days of ordinary events, and the awkward ones of
   * real logs: many in one second, one listed twice, one without an id.
   */
  List<EventRow> history(Instant from, Instant now);

  /** A few events that happen now. Most seeds give none if the events are rare. */
  List<EventRow> happens(long seed, Instant now);

  /** JSON pointers to the most informative members of an event, its time first. */
  List<String> summary();

  /** The Devo table that receives its events, or the one that unites the tables of its kinds. */
  String table();

  /** Whether a table is the right one for this event. */
  default boolean belongs(String event, String table) {
    return table.equals(table());
  }
}
