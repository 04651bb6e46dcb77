// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param position where its record comes from
   * @param item the message, where the receiver may refuse it. Where none can, its record is free
   *     once it is encoded.
   */
  public record Line(byte[] head, byte[] body, RecordPosition position, Batch.@Nullable Item item) {
    /** What a line costs beside its bytes: its objects and its position. */
    private static final int OBJECTS = 200;

    /** A line of which the receiver answers nothing. */
    public static Line unanswered(byte[] head, byte[] body, RecordPosition position) {
      return new Line(head, body, position, null);
    }

    /** A line that the receiver takes or refuses. */
    public static Line answered(byte[] head, byte[] body, Batch.Item item) {
      return new Line(head, body, item.position(), item);
    }

    /** The heap that it uses, in bytes. */
    public long weight() {
      return item == null ? OBJECTS + head.length + body.length : item.weight();
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
