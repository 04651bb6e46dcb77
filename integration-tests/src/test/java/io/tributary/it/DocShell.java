// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs what a page tells to run, as it stands there, in a directory of its own. Only what must be
 * the reader's own is put in place of what is shown: addresses, directories, dates.
 */
final class DocShell {
  private static final int MOST_SECONDS = 120;

  private final Path directory;
  private final Map<String, String> own = new LinkedHashMap<>();

  DocShell(Path directory) throws IOException {
    this.directory = directory;
    // A worker answers 404 for the status of a connector that was created a moment ago.
    write(".curlrc", "silent\nshow-error\nfail\nretry=5\nretry-delay=1\nretry-all-errors\n");
  }

  Path directory() {
    return directory;
  }

  /** Has one text stand for another from now on. */
  void replace(String shown, Object real) {
    own.put(shown, real.toString());
  }

  /** The text with what is the reader's own. */
  String own(String text) {
    var result = text;
    for (var each : own.entrySet()) {
      result = result.replace(each.getKey(), each.getValue());
    }
    return result;
  }

  Path write(String file, String text) throws IOException {
    var written = directory.resolve(file);
    Files.createDirectories(written.getParent());
    return Files.writeString(written, own(text));
  }

  /** What the command has said; fails if one of its lines does. */
  String run(DocPage.Command command) throws IOException, InterruptedException {
    return run(own(command.text()));
  }

  String run(String script) throws IOException, InterruptedException {
    var output = directory.resolve(".output");
    var builder = new ProcessBuilder("bash", "-e", "-c", script).directory(directory.toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.redirectInput(new File("/dev/null"));
    var java = Path.of(System.getProperty("java.home"), "bin");
    builder.environment().merge("PATH", java.toString(), (path, first) -> first + ":" + path);
    builder.environment().put("CURL_HOME", directory.toString());
    var process = builder.start();
    var ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    var said = Files.readString(output, UTF_8);
    assertThat(ended).as("%s%ndoes not end: %s", script, said).isTrue();
    assertThat(process.exitValue()).as("%s%nhas failed: %s", script, said).isZero();
    return said;
  }
}
