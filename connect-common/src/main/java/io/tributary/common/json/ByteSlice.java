// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;

/**
 * A part of a response body, as the vendor sent it. It shares the body's array, so it keeps the
 * whole body in memory until {@link #compact} is called.
 */
public record ByteSlice(byte[] bytes, int offset, int length) {
  /** Kept, because looking one up among the providers costs more than using it. */
  private static final ThreadLocal<MessageDigest> SHA256 =
      ThreadLocal.withInitial(ByteSlice::newSha256);

  public ByteSlice {
    Objects.checkFromIndexSize(offset, length, bytes.length);
  }

  /** A slice that covers the whole array. */
  public static ByteSlice of(byte[] bytes) {
    return new ByteSlice(bytes, 0, bytes.length);
  }

  /** The same bytes in an array of their own. */
  public ByteSlice compact() {
    return length == bytes.length ? this : of(Arrays.copyOfRange(bytes, offset, offset + length));
  }

  /** The bytes as UTF-8 text. */
  public String text() {
    return new String(bytes, offset, length, UTF_8);
  }

  /** The SHA-256 of the bytes. */
  public byte[] sha256() {
    var digest = SHA256.get();
    digest.update(bytes, offset, length);
    return digest.digest();
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
