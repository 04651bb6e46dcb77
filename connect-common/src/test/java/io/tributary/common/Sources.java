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

  /** One file: its name, its text, and its text without comments and string literals. */
  record Source(String name, String text) {
    String code() {
      return COMMENT_OR_TEXT.matcher(text).replaceAll("");
    }

    long lines() {
      return text.lines().count();
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
