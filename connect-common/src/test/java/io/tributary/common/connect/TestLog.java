// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What our classes log from some moment on, at every level. */
final class TestLog {
  private static final Path FILE = Path.of("target/test.log");

  private final long start = size();

  /** The text so far. */
  String text() {
    try (var log = Files.newByteChannel(FILE)) {
      var bytes = ByteBuffer.allocate((int) (log.size() - start));
      log.position(start);
      while (bytes.hasRemaining() && log.read(bytes) >= 0) {}
      return new String(bytes.array(), 0, bytes.position(), UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size() {
    try {
      return Files.exists(FILE) ? Files.size(FILE) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
