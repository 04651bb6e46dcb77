// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The main sources of the modules, for tests that read code. */
record Sources(String module) {
  private static final Path ROOT = Path.of(System.getProperty("user.dir")).getParent();
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);

  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

  /** The modules with main sources in Java whose names begin so. */
  static List<String> modules(String prefix) {
    try (var folders = Files.list(ROOT)) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One file: its name, its text, and its text without comments and string literals. */
  record Source(String name, String text) {
    String code() {
      return COMMENT_OR_TEXT.matcher(text).replaceAll("");
    }

    /** The number of lines, apart from the one that names the licence in every file. */
    long lines() {
      return text.lines().filter(line -> !line.startsWith("// SPDX-")).count();
    }

    String packageName() {
      return PACKAGE.matcher(text).results().map(found -> found.group(1)).findFirst().orElse("");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All Java files; a module that is not there is a mistake of the test. */
  List<Source> java() {
    return files(".java");
  }

  /** All files whose names end so. */
  List<Source> files(String suffix) {
    var main = ROOT.resolve(module).resolve("src/main");
    assertThat(main).as("main sources of " + module).isDirectory();
    try (var files = Files.walk(main)) {
      var found =
          files
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().endsWith(suffix))
              .map(Sources::read)
              .toList();
      assertThat(found).as("sources of " + module).isNotEmpty();
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Source read(Path file) {
    try {
      return new Source(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
