// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Removes the token from texts of others. */
final class HiddenToken {
  private final String token;
  private final String encoded;

  /**
   * Hides a token.
   *
   * @param encoded as it is written in a URL
   */
  HiddenToken(String token, String encoded) {
    this.token = token;
    this.encoded = encoded;
  }

  /** The text without it, and without anything that looks like one. */
  String without(String text) {
    return text.replace(token, "…")
        .replace(encoded, "…")
        .replaceAll("(?i)token(!|%21)\\S*", "token!…");
  }

  /** The exception itself, or if it or a cause has the token, another without it. */
  IOException without(IOException e) {
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    var text = trace.toString();
    return without(text).equals(text) ? e : new IOException(without(e.toString()));
  }
}
