// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import java.time.Instant;

/**
 * One event for a Devo table.
 *
 * @param tag selects the table
 * @param time time of the event, in the years 0000 to 9999; Devo itself searches by the time of
 *     arrival
 * @param host the sender, without spaces and colons
 * @param body the event
 */
public record DevoMessage(String tag, Instant time, String host, String body) {
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  /** A message without tag or host, or with another year, cannot be parsed by the receiver. */
  public DevoMessage {
    if (tag.isEmpty() || host.isEmpty()) {
      throw new IllegalArgumentException("tag and host must not be empty");
    }
    if (!isPrintable(time)) {
      throw new IllegalArgumentException("time: " + time);
    }
  }

  /** Whether the year of a time has four digits. */
  static boolean isPrintable(Instant time) {
    return !time.isBefore(FIRST) && time.isBefore(END);
  }
}
