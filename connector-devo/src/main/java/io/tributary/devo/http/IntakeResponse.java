// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A response, as far as it matters.
 *
 * @param contentType empty if there is none
 * @param body its beginning, without the token, or empty for a success
 */
record IntakeResponse(int status, String contentType, String body) {
  private static final Pattern PAGE =
      Pattern.compile(
          "\\s*<(!doctype\\s+html|html)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /**
   * Whether it is a page for people, which Devo's intake does not send: a filter or portal does.
   */
  boolean isPage() {
    var type = contentType.strip().toLowerCase(Locale.ROOT);
    return type.startsWith("text/html")
        || type.startsWith("application/xhtml")
        || (type.isEmpty() && PAGE.matcher(body).matches());
  }

  /** Whether it refuses as an intake does: a web server without such a path answers with a page. */
  boolean isRefusal() {
    var noSuchPath = status == 404 || status == 405;
    return status >= 400 && status < 500 && !(noSuchPath && isPage());
  }

  /** Status and body for an error message. */
  String summary() {
    var type = status < 300 && !contentType.isEmpty() ? " " + contentType : "";
    return (status + type + " " + body).strip();
  }
}
