package io.tributary.devo;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.zip.GZIPOutputStream;

/**
 * Lines packed together, as Devo's own clients pack them: the receiver knows them by their first
 * bytes.
 *
 * @param packed the member
 * @param length of the lines in it, before packing
 */
record GzipMember(byte[] packed, long length) {
  /** Bytes before packing that make a member long enough; Devo's collectors take as many. */
  private static final int ENOUGH = 50 * 1024;

  /** Takes lines until they are enough, or there are no more. */
  static GzipMember of(Iterator<Lines.Line> lines) {
    long length = 0;
    // By hand: each member has to end after a whole line, and its bytes are sent as they are here.
    var packed = new ByteArrayOutputStream(1024);
    try (var gzip = new BufferedOutputStream(new GZIPOutputStream(packed))) {
      while (length < ENOUGH && lines.hasNext()) {
        var line = lines.next();
        line.writeTo(gzip);
        length += line.length();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new GzipMember(packed.toByteArray(), length);
  }
}
