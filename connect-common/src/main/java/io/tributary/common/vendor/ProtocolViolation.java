// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

/** What a server does against its own rules. The feed goes on, at a price that each one tells. */
public enum ProtocolViolation {
  ORDER(
      "does not list its rows in the order it should; each round is collected and sorted before"
          + " anything of it is sent"),
  PAGING(
      "answers a page with the rows of the one before; the list is taken to end there, and what"
          + " does not fit on its pages is not read"),
  TIME_FILTER(
      "lists rows that are much older than asked for, as if it ignored the time; they are left"
          + " out, but the whole list is read each time");

  private final String text;

  ProtocolViolation(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
