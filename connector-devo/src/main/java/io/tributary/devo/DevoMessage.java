package io.tributary.devo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One event on its way to a Devo table.
 *
 * @param tag selects the table
 * @param time time of the event; Devo itself searches by the time of arrival
 * @param host who sends it; no spaces and no colon
 * @param body the event
 */
record DevoMessage(String tag, Instant time, String host, String body) {

  /** The bytes on the wire: {@code <PRI>TIME HOST TAG: BODY} and a line feed. */
  byte[] toSyslog(SyslogFormat format) {
    var line = (header(format) + body + "\n").getBytes(StandardCharsets.UTF_8);
    if (!format.octetCounting()) {
      return line;
    }
    // The count includes the line feed, as Devo's own clients have it.
    var counted = new ByteArrayOutputStream(line.length + 11);
    counted.writeBytes((line.length + " ").getBytes(StandardCharsets.US_ASCII));
    counted.writeBytes(line);
    return counted.toByteArray();
  }

  private String header(SyslogFormat format) {
    var timestamp = format.timestamps().text(time);
    return format.timestamps() == TimestampFormat.RFC5424
        ? "<" + format.priority() + ">1 " + timestamp + " " + host + " " + tag + " - - - "
        : "<" + format.priority() + ">" + timestamp + " " + host + " " + tag + ": ";
  }
}
