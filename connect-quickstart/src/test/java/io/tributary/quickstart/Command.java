// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The script, which becomes a JVM of its own; by now everything is built. */
public record Command(Process process, Path output) {
  /** The checkout: Maven runs tests in the directory of their module. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static Command start(Path output, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of(ROOT.resolve("quickstart").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return new Command(builder.start(), output);
  }

  /** The exit status; a command that does not end in time is killed. */
  int await(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("does not end: " + said());
    }
    return process.exitValue();
  }

  String said() {
    try {
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
