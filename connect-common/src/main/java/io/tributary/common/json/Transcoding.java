// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a text of another charset into UTF-8. */
public final class Transcoding {
  private static final int CHUNK = 8 * 1024;

  private Transcoding() {}

  /**
   * The text in UTF-8, or the same array if it is that already. A byte order mark counts, then the
   * charset that was named, then the zero bytes that every JSON text of UTF-16 begins with.
   *
   * @param named the charset that the sender names, or null
   * @param most how many bytes the result may have
   * @return empty if it would have more
   */
  public static Optional<byte[]> utf8(byte[] bytes, @Nullable Charset named, long most) {
    var marked = marked(bytes);
    var charset = marked != null ? marked : named != null ? named : unmarked(bytes);
    if (charset == null || charset.equals(UTF_8) || charset.equals(US_ASCII)) {
      return Optional.of(bytes);
    }
    var start = marked == null ? 0 : 2;
    var text = new ByteArrayOutputStream();
    try (var in =
            new InputStreamReader(
                new ByteArrayInputStream(bytes, start, bytes.length - start), charset);
        var out = new OutputStreamWriter(text, UTF_8)) {
      var chunk = new char[CHUNK];
      for (var length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        out.write(chunk, 0, length);
        if (text.size() > most) {
          return Optional.empty();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("An array cannot fail", e);
    }
    return text.size() > most ? Optional.empty() : Optional.of(text.toByteArray());
  }

  /**
   * The start of a text in UTF-8, which may end within a character. A text that is UTF-8 already is
   * returned as it is.
   *
   * @param most how many bytes another text may have afterwards, at least 3
   */
  public static byte[] start(byte[] bytes, @Nullable Charset named, long most) {
    // A byte becomes three at most, such as a euro sign.
    return utf8(bytes, named, most)
        .or(() -> utf8(Arrays.copyOf(bytes, (int) Math.min(bytes.length, most) / 3), named, most))
        .orElseThrow();
  }

  private static @Nullable Charset marked(byte[] bytes) {
    if (bytes.length < 2 || (bytes[0] & 0xfe) != 0xfe || (bytes[0] ^ bytes[1]) != 1) {
      return null;
    }
    return bytes[0] == (byte) 0xfe ? UTF_16BE : UTF_16LE;
  }

  private static @Nullable Charset unmarked(byte[] bytes) {
    if (bytes.length < 2 || (bytes[0] == 0) == (bytes[1] == 0)) {
      return null;
    }
    return bytes[0] == 0 ? UTF_16BE : UTF_16LE;
  }
}
