// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Takes the stream of one connection apart: lines, octet-counted messages and gzip members of
 * lines, told from each other by their first byte.
 */
final class SyslogReader {
  private static final int GZIP_HEADER = 10;
  private static final int GZIP_TRAILER = 8;
  private static final int CHUNK = 4096;

  private final int connection;
  private final Consumer<SyslogMessage> taken;
  private final Consumer<String> malformed;

  SyslogReader(int connection, Consumer<SyslogMessage> taken, Consumer<String> malformed) {
    this.connection = connection;
    this.taken = taken;
    this.malformed = malformed;
  }

  /** Reads until the sender's end of stream. */
  void read(InputStream stream) throws IOException {
    var in = new PushbackInputStream(stream, CHUNK);
    for (int first = in.read(); first >= 0; first = in.read()) {
      in.unread(first);
      if (first == 0x1f) {
        member(in);
      } else if (first >= '1' && first <= '9') {
        counted(in);
      } else {
        line(in);
      }
    }
  }

  private void line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream(256);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        malformed.accept("no line feed at the end: " + bytes.toString(StandardCharsets.UTF_8));
        return;
      }
      bytes.write(b);
    }
    take(bytes.toByteArray(), false);
  }

  private void counted(InputStream in) throws IOException {
    var digits = new StringBuilder();
    int b = in.read();
    for (; b >= '0' && b <= '9' && digits.length() < 9; b = in.read()) {
      digits.append((char) b);
    }
    if (b != ' ') {
      malformed.accept("no blank after the octet count " + digits);
      return;
    }
    int length = Integer.parseInt(digits.toString());
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length || bytes[length - 1] != '\n') {
      malformed.accept("wrong octet count " + digits + ": " + text(bytes).orElse("not UTF-8"));
      return;
    }
    take(Arrays.copyOf(bytes, length - 1), true);
  }

  private void take(byte[] bytes, boolean mayHoldBreaks) {
    Optional<SyslogMessage> message =
        text(bytes)
            .filter(text -> mayHoldBreaks || text.indexOf('\r') < 0)
            .flatMap(text -> SyslogMessage.parse(text, connection));
    message.ifPresentOrElse(
        taken, () -> malformed.accept(new String(bytes, StandardCharsets.UTF_8)));
  }

  private void member(PushbackInputStream in) throws IOException {
    byte[] header = in.readNBytes(GZIP_HEADER);
    boolean plain =
        header.length == GZIP_HEADER
            && header[1] == (byte) 0x8b
            && header[2] == 8
            && header[3] == 0;
    if (!plain) {
      malformed.accept("no plain gzip header");
      return;
    }
    Optional<byte[]> content = inflate(in);
    if (content.isPresent() && hasTrailer(in, content.get())) {
      var lines = new ByteArrayInputStream(content.get());
      while (lines.available() > 0) {
        line(lines);
      }
    }
  }

  private boolean hasTrailer(InputStream in, byte[] content) throws IOException {
    var trailer = ByteBuffer.wrap(in.readNBytes(GZIP_TRAILER)).order(ByteOrder.LITTLE_ENDIAN);
    var crc = new CRC32();
    crc.update(content);
    boolean right =
        trailer.remaining() == GZIP_TRAILER
            && trailer.getInt() == (int) crc.getValue()
            && trailer.getInt() == content.length;
    if (!right) {
      malformed.accept("wrong gzip checksum or size");
    }
    return right;
  }

  private Optional<byte[]> inflate(PushbackInputStream in) throws IOException {
    var inflater = new Inflater(true);
    var content = new ByteArrayOutputStream();
    byte[] packed = new byte[CHUNK];
    byte[] unpacked = new byte[CHUNK];
    int read = 0;
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          read = in.read(packed);
          if (read < 0) {
            malformed.accept("gzip member is cut");
            return Optional.empty();
          }
          inflater.setInput(packed, 0, read);
        }
        content.write(unpacked, 0, inflater.inflate(unpacked));
      }
      // What follows the member belongs to the next message.
      in.unread(packed, read - inflater.getRemaining(), inflater.getRemaining());
      return Optional.of(content.toByteArray());
    } catch (DataFormatException e) {
      malformed.accept("gzip member is broken: " + e.getMessage());
      return Optional.empty();
    } finally {
      inflater.end();
    }
  }

  static Optional<String> text(byte[] bytes) {
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return Optional.of(decoder.decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
