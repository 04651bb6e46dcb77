// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.syslog;

import io.tributary.devo.socket.EncodedLines;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.zip.GZIPOutputStream;

/**
 * Several lines as one gzip member, as Devo's own clients send them. The receiver recognizes a
 * member by its first bytes.
 *
 * @param compressed the member
 * @param length of the lines in it, before compression
 */
record GzipMember(byte[] compressed, long length) {
  /** A member is complete with this many bytes before compression, as in Devo's own clients. */
  private static final int COMPLETE = 50 * 1024;

  /** Compresses lines until the member is complete or no lines are left. */
  static GzipMember of(Iterator<EncodedLines.Line> lines) {
    long length = 0;
    var compressed = new ByteArrayOutputStream(1024);
    try (var gzip = new BufferedOutputStream(new GZIPOutputStream(compressed))) {
      while (length < COMPLETE && lines.hasNext()) {
        var line = lines.next();
        line.writeTo(gzip);
        length += line.length();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GzipMember(compressed.toByteArray(), length);
  }
}
