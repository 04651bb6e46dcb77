// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.devo.config.SyslogFormat;
import io.tributary.devo.config.TimestampFormat;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.devo.socket.EncodedLines;
import java.time.Instant;
import java.util.ArrayList;

/**
 * Encodes messages as {@code <PRI>TIME HOST TAG: BODY}. Consecutive messages mostly have the same
 * host and tag, and often the same time, so they share the bytes before their bodies. Not safe for
 * use by several threads.
 */
public final class SyslogEncoder {
  private final SyslogFormat format;
  private final boolean answered;
  private byte[] header = {};
  private Instant time = Instant.MIN;
  private String host = "";
  private String tag = "";

  /**
   * Creates an encoder.
   *
   * @param answered whether the receiver answers each message, so that it has to be kept until then
   */
  public SyslogEncoder(SyslogFormat format, boolean answered) {
    this.format = format;
    this.answered = answered;
  }

  public EncodedLines encode(Batch batch) {
    var lines = new ArrayList<EncodedLines.Line>(batch.items().size());
    for (var item : batch.items()) {
      var body = item.message().body().getBytes(UTF_8);
      var header = header(item.message());
      var head = format.octetCounting() ? counted(header, body.length) : header;
      lines.add(
          answered
              ? EncodedLines.Line.answered(head, body, item)
              : EncodedLines.Line.unanswered(head, body, item.position()));
    }
    return EncodedLines.of(lines);
  }

  private byte[] header(DevoMessage message) {
    if (!message.time().equals(time)
        || !message.host().equals(host)
        || !message.tag().equals(tag)) {
      time = message.time();
      host = message.host();
      tag = message.tag();
      header = headerText().getBytes(UTF_8);
    }
    return header;
  }

  private String headerText() {
    var timestamp = format.timestamps().text(time);
    return format.timestamps() == TimestampFormat.RFC5424
        ? "<" + format.priority() + ">1 " + timestamp + " " + host + " " + tag + " - - - "
        : "<" + format.priority() + ">" + timestamp + " " + host + " " + tag + ": ";
  }

  private static byte[] counted(byte[] header, int body) {
    // The count includes the line feed, as in Devo's own clients.
    var length = header.length + body + 1;
    return (length + " " + new String(header, UTF_8)).getBytes(UTF_8);
  }
}
