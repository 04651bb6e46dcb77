// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import java.time.Instant;

/**
 * One event for a Devo table.
 *
 * @param tag selects the table
 * @param time time of the event; Devo itself searches by the time of arrival
 * @param host the sender, without spaces and colons
 * @param body the event
 */
public record DevoMessage(String tag, Instant time, String host, String body) {

  /** A message without tag or host cannot be parsed by the receiver. */
  public DevoMessage {
    if (tag.isEmpty() || host.isEmpty()) {
      throw new IllegalArgumentException("tag and host must not be empty");
    }
  }
}
