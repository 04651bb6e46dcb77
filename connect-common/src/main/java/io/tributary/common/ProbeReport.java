// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import java.util.List;
import java.util.Map;

/**
 * What a server has shown of its contract. It holds nothing of an event and no secret.
 *
 * @param feed the vendor and its service
 * @param changes the settings that fit the server and differ from those given
 * @param requests the number of requests that it took, logins included
 */
public record ProbeReport(
    String feed, Map<String, String> changes, List<Finding> findings, int requests) {

  /** What the answers have shown. */
  public enum Verdict {
    CONFIRMED("confirmed"),
    REFUTED("refuted"),
    /** The events at hand do not show it. */
    UNDECIDED("not decidable");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** The verdict in words. */
    public String text() {
      return text;
    }
  }

  /**
   * One of the things that no document tells.
   *
   * @param evidence a sentence
   */
  public record Finding(String question, Verdict verdict, String evidence) {}
}
