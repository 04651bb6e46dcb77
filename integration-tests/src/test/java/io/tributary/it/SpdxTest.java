// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Scripts, POMs and the like name their licence. For Java sources Spotless does the same. */
class SpdxTest {
  private static final String LINE = "SPDX-License-Identifier: Apache-2.0";

  private static final Pattern SOURCE =
      Pattern.compile(
          "(?!.*src/test/resources/)(.*/)?(Dockerfile|\\.ci/run|bench|quickstart|release"
              + "|.*\\.(sh|py|js|css|html|xml|yml|ftl))");

  @Test
  void everySourceFileNamesItsLicenceAtItsTop() throws Exception {
    var git = new ProcessBuilder("git", "ls-files").directory(DocPage.ROOT.toFile()).start();
    var files = git.inputReader().lines().filter(SOURCE.asMatchPredicate()).toList();

    assertThat(git.waitFor()).isZero();
    assertThat(files).hasSizeGreaterThan(25);
    assertThat(files).filteredOn(file -> !isMarked(DocPage.ROOT.resolve(file))).isEmpty();
  }

  private static boolean isMarked(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.limit(3).anyMatch(line -> line.contains(LINE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
