// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What our classes log from some moment on, at every level. */
final class TestLog {
  private static final Path FILE = Path.of("target/test.log");

  private final int start = bytes().length;

  /** The text so far. */
  String text() {
    var bytes = bytes();
    return new String(bytes, start, bytes.length - start, UTF_8);
  }

  private static byte[] bytes() {
    try {
      return Files.exists(FILE) ? Files.readAllBytes(FILE) : new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
