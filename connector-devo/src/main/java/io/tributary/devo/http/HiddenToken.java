// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.common.error.ForeignText;
import io.tributary.common.error.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;

/** Removes the token and the other secrets of the settings from texts of others. */
final class HiddenToken {
  private static final Pattern ANY_TOKEN = Pattern.compile("(?i)token(!|%21)\\S*");

  private final Secrets secrets;

  HiddenToken(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The text without them, and without anything that looks like a token. */
  String without(String text) {
    var shown = secrets.hide(ForeignText.withoutQuotedBytes(text));
    return ANY_TOKEN.matcher(shown).replaceAll("token!…");
  }

  /** The exception itself, or if it or a cause has one of them, another without it. */
  IOException without(IOException e) {
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    var text = trace.toString();
    return without(text).equals(text) ? e : new IOException(without(e.toString()));
  }
}
