package io.tributary.devo.socket;

import io.tributary.devo.message.RecordPosition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Messages on their way to a socket.
 *
 * @param bytes of all together
 */
public record EncodedLines(List<Line> all, long bytes) {

  public static EncodedLines of(List<Line> all) {
    return new EncodedLines(all, all.stream().mapToLong(Line::length).sum());
  }

  /**
   * One message. A line feed follows the body.
   *
   * @param head what stands before the body; shared by many, not to be changed
   * @param place where it comes from, and not the record itself: many small ones wait in a queue
   *     that is bounded by what goes over the wire
   */
  public record Line(byte[] head, byte[] body, RecordPosition place) {

    /** Its bytes, with the line feed. */
    public int length() {
      return head.length + body.length + 1;
    }

    public void writeTo(OutputStream out) throws IOException {
      out.write(head);
      out.write(body);
      out.write('\n');
    }
  }
}
