// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.error.ApiError;
import io.tributary.common.http.Body;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.json.LenientJson;
import io.tributary.common.json.PointerTree;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Closes a body that was cut within its rows, so that the complete rows before the cut can be read.
 */
final class CutBody {
  /**
   * The share of the limit that is kept of a row that was cut. A fixed length gives the row the
   * same identity however long the envelope before it is and whatever charset it comes in.
   */
  private static final int SHARE = 8;

  private final Body body;
  private final byte[] bytes;
  private final JsonScan scan;
  private final StringBuilder closing = new StringBuilder();
  private int end = -1;
  private @Nullable ByteSlice row;

  private CutBody(Body body) {
    this.body = body;
    this.bytes = body.bytes();
    this.scan = new JsonScan(bytes);
  }

  /**
   * Finds where a body was cut.
   *
   * @param events the pointers to the rows
   * @throws io.tributary.common.error.ApiException with {@link ApiError#EVENT_TOO_LARGE} if it was
   *     not cut within its rows
   */
  static CutBody of(Body body, PointerTree events) {
    var cut = new CutBody(body);
    try {
      cut.scan.skipByteOrderMark();
      cut.value(events, 0);
    } catch (IOException outsideRows) {
      throw body.tooLarge();
    }
    if (cut.end < 0) {
      throw body.tooLarge();
    }
    return cut;
  }

  /** Returns the body up to the cut, as JSON that is complete. */
  Body closed() {
    var tail = closing.toString().getBytes(UTF_8);
    var all = Arrays.copyOf(bytes, end + tail.length);
    System.arraycopy(tail, 0, all, end, tail.length);
    return body.closed(all);
  }

  /** Returns the start of the first row if it is the one that was cut. */
  Optional<ByteSlice> row() {
    return Optional.ofNullable(row);
  }

  /** Reads the value that comes next, to which the given pointers lead. */
  private void value(@Nullable PointerTree pointers, int depth) throws IOException {
    var first = scan.next();
    if (first == '{' && Envelope.isRead(pointers, depth)) {
      members(pointers, depth);
    } else if (first == '[' && pointers != null && pointers.rank() != PointerTree.NONE) {
      elements();
    } else {
      scan.skipValue();
    }
  }

  private void members(@Nullable PointerTree pointers, int depth) throws IOException {
    scan.take();
    for (var next = scan.next(); next == '"' || next == ','; next = scan.next()) {
      if (next == ',') {
        scan.take();
        continue;
      }
      var from = scan.at();
      scan.skipString();
      var name = new String(bytes, from + 1, scan.at() - from - 2, UTF_8);
      if (scan.next() != ':') {
        throw new IOException("a member without a value");
      }
      scan.take();
      value(pointers == null ? null : pointers.member(name), depth + 1);
    }
    if (end >= 0) {
      closing.append('}');
    } else if (scan.next() == '}') {
      scan.take();
    } else {
      throw new IOException("cut outside the rows");
    }
  }

  private void elements() throws IOException {
    scan.take();
    var complete = -1;
    for (var next = scan.next(); next != ']'; next = scan.next()) {
      if (next == ',') {
        scan.take();
        continue;
      }
      var from = scan.at();
      if (next == JsonScan.END || isCut()) {
        cut(from, complete);
        return;
      }
      complete = scan.at();
    }
    throw new IOException("cut behind the rows");
  }

  /** Skips a row. Whether the body ends within it. */
  private boolean isCut() throws IOException {
    var isNumber = "{[\"".indexOf(scan.next()) < 0;
    try {
      scan.skipValue();
      return isNumber && scan.next() == JsonScan.END;
    } catch (IOException e) {
      if (scan.next() == JsonScan.END) {
        return true;
      }
      throw e;
    }
  }

  private void cut(int from, int complete) throws IOException {
    end = complete;
    closing.append(']');
    if (complete < 0) {
      var kept = Math.toIntExact(body.cutAt() / SHARE);
      if (bytes.length - from < kept) {
        throw new IOException("it is not the row that is too large");
      }
      end = from;
      row = ByteSlice.of(LenientJson.repaired(Arrays.copyOfRange(bytes, from, from + kept)));
    }
  }
}
