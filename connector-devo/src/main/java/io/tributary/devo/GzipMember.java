package io.tributary.devo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/**
 * Lines packed together, as Devo's own clients pack them: the receiver knows them by their first
 * bytes.
 */
final class GzipMember {
  /** Bytes before packing that make a member long enough; Devo's collectors take as many. */
  private static final int ENOUGH = 50 * 1024;

  private GzipMember() {}

  /** Where the member that starts at {@code from} ends: after a line feed. */
  static int end(byte[] lines, int from) {
    var end = Math.min(from + ENOUGH, lines.length);
    while (end < lines.length && lines[end - 1] != '\n') {
      end++;
    }
    return end;
  }

  /** The lines from {@code from} up to {@code end}, packed. */
  static byte[] of(byte[] lines, int from, int end) {
    var packed = new ByteArrayOutputStream(1024);
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(lines, from, end - from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
