// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

/**
 * A way in which a server violates its own protocol. The feed continues at a cost that each text
 * describes.
 */
public enum ProtocolViolation {
  ORDER(
      "does not list rows in the promised order, so each round is collected and sorted before any"
          + " event is sent"),
  PAGING(
      "repeats the previous page, so the list is assumed to end there and any further rows are not"
          + " read"),
  TIME_FILTER(
      "lists rows much older than requested, as if it ignored the time filter. They are dropped,"
          + " but each round reads the whole list");

  private final String text;

  ProtocolViolation(String text) {
    this.text = text;
  }

  /** Returns the text of the log line, which continues "the server …". */
  public String text() {
    return text;
  }
}
