// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.devo.message.Batch;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Messages as they go over the wire.
 *
 * @param bytes of all of them
 */
public record EncodedLines(List<Line> all, long bytes) {

  /** Requires the bytes to be those of the lines. */
  public EncodedLines {
    if (bytes < all.size()) {
      throw new IllegalArgumentException(bytes + " bytes in " + all.size() + " lines");
    }
  }

  /** Counts the bytes of the lines. */
  public static EncodedLines of(List<Line> all) {
    return new EncodedLines(all, all.stream().mapToLong(Line::length).sum());
  }

  /**
   * One message. A line feed follows the body.
   *
   * @param head the bytes before the body, shared by several lines and not to be changed
   * @param item the message, which may be refused
   * @param weight the heap that it uses, in bytes
   */
  public record Line(byte[] head, byte[] body, Batch.Item item, long weight) {

    /** Weighs the message once. */
    public Line(byte[] head, byte[] body, Batch.Item item) {
      this(head, body, item, item.weight());
    }

    /** Its bytes, including the line feed. */
    public int length() {
      return head.length + body.length + 1;
    }

    /** Writes the line and its line feed. */
    public void writeTo(OutputStream out) throws IOException {
      out.write(head);
      out.write(body);
      out.write('\n');
    }
  }
}
