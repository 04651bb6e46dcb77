// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One message as Devo took it. The timestamp is the text that was sent.
 *
 * @param body what follows the tag's colon and blank, without the closing line feed
 * @param connection number of the connection it came over, from 1
 */
public record SyslogMessage(
    int priority, String timestamp, String host, String tag, String body, int connection) {
  private static final String PRIORITY = "<(\\d{1,3})>";
  private static final String TIME =
      "("
          + "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)?"
          + "|[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d)";
  private static final String HOST = "([^\\s:]+)";
  private static final String TAG = "((?:[A-Za-z0-9_-]+\\.){1,5}[A-Za-z0-9_-]+)";
  private static final Pattern PLAIN =
      Pattern.compile(PRIORITY + TIME + " " + HOST + " " + TAG + ": ");
  private static final Pattern RFC5424 =
      Pattern.compile(PRIORITY + "1 " + TIME + " " + HOST + " " + TAG + " \\S+ \\S+ - ");

  /** Empty when the text, without its line feed, breaks the layout. */
  static Optional<SyslogMessage> parse(String text, int connection) {
    Matcher header = PLAIN.matcher(text);
    if (!header.lookingAt()) {
      header = RFC5424.matcher(text);
    }
    if (!header.lookingAt()) {
      return Optional.empty();
    }
    int priority = Integer.parseInt(header.group(1));
    String body = text.substring(header.end());
    if (priority > 191 || header.group(4).length() > 1024 || body.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new SyslogMessage(
            priority, header.group(2), header.group(3), header.group(4), body, connection));
  }
}
