package io.tributary.devo;

import java.nio.ByteBuffer;
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
  private static final byte[] NONE = {};

  /** The bytes on the wire: {@code <PRI>TIME HOST TAG: BODY} and a line feed. */
  byte[] toSyslog(SyslogFormat format) {
    var header = header(format).getBytes(StandardCharsets.UTF_8);
    var text = body.getBytes(StandardCharsets.UTF_8);
    var length = header.length + text.length + 1;
    // The count includes the line feed, as Devo's own clients have it.
    var count = format.octetCounting() ? (length + " ").getBytes(StandardCharsets.UTF_8) : NONE;
    return ByteBuffer.allocate(count.length + length)
        .put(count)
        .put(header)
        .put(text)
        .put((byte) '\n')
        .array();
  }

  private String header(SyslogFormat format) {
    var timestamp = format.timestamps().text(time);
    return format.timestamps() == TimestampFormat.RFC5424
        ? "<" + format.priority() + ">1 " + timestamp + " " + host + " " + tag + " - - - "
        : "<" + format.priority() + ">" + timestamp + " " + host + " " + tag + ": ";
  }
}
