// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbered errors in the log of this run, because a metric has only the number of an error. Not
 * thread-safe.
 */
final class ErrorLog {
  private static final int MOST_BYTES = 1 << 20;

  /** A line as log4j2.properties lays it out, with the name of the connector. */
  private static final Pattern LINE =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d),\\d+ \\w+ +\\[.*?] \\S+ (.+?): (\\w+Error (\\d+): .*)");

  /**
   * A line of the log.
   *
   * @param message from its label on, such as {@code ApiError 429: …}
   */
  record Line(Instant at, String message) {}

  private final Path file;
  private final Map<String, Line> latest = new HashMap<>();
  private long position;

  ErrorLog(Path file) {
    this.file = file;
  }

  /** The latest line of a connector with this number; null if the log has none. */
  @Nullable Line latest(String connector, long number) {
    return latest.get(key(connector, number));
  }

  /** Reads what was logged since the last time. */
  void read() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (var channel = FileChannel.open(file)) {
      position = Math.max(position, channel.size() - MOST_BYTES);
      var bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - position));
      channel.read(bytes, position);
      // The rest of a line that is being written comes the next time.
      int end = bytes.position();
      while (end > 0 && bytes.get(end - 1) != '\n') {
        end--;
      }
      position += end;
      new String(bytes.array(), 0, end, UTF_8).lines().forEach(this::line);
    }
  }

  private void line(String text) {
    var line = LINE.matcher(text);
    if (line.matches()) {
      var at = Instant.parse(line.group(1) + "Z");
      latest.put(key(line.group(2), Long.parseLong(line.group(4))), new Line(at, line.group(3)));
    }
  }

  private static String key(String connector, long number) {
    return connector + " " + number;
  }
}
