// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hand-written documents use only error numbers of the catalogue. */
class ErrorNumbersTest {
  private static final Pattern MENTION =
      Pattern.compile(
          "\\b((?:Api|InitVariables|Setup|Sink)Error)s? (\\d+(?:`?(?:, | and | or | to |–)`?\\d+\\b)*)");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern ROW = Pattern.compile("\\| <a id=\"[\\w-]+\"></a>(\\d+) \\|.*");
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void areInTheCatalogueUnderTheTypeTheyAreMentionedWith() throws Exception {
    var catalogue = catalogue();
    var unknown = new ArrayList<String>();
    var mentions = 0;

    for (var document : documents()) {
      var matcher = MENTION.matcher(Files.readString(document));
      while (matcher.find()) {
        var numbers = NUMBER.matcher(matcher.group(2));
        while (numbers.find()) {
          mentions++;
          if (!catalogue.contains(matcher.group(1) + ' ' + numbers.group())) {
            unknown.add(document + ": " + matcher.group());
          }
        }
      }
    }

    assertThat(unknown).isEmpty();
    assertThat(mentions).as("mentions of errors").isGreaterThan(20);
  }

  /** The rows of errors.md, which another test compares with the enums. */
  private static Set<String> catalogue() throws IOException {
    var errors = new HashSet<String>();
    var type = "";
    for (var line : Files.readAllLines(docs().resolve("errors.md"))) {
      var row = ROW.matcher(line);
      if (line.startsWith("## ")) {
        type = line.substring(3);
      } else if (row.matches()) {
        errors.add(type + ' ' + row.group(1));
      }
    }
    assertThat(errors).contains("ApiError 495", "SetupError 10", "SinkError 600");
    return errors;
  }

  private static List<Path> documents() throws IOException {
    try (var pages = Files.list(docs());
        var modules = Files.list(ROOT)) {
      var readmes =
          Stream.concat(Stream.of(ROOT), modules).map(folder -> folder.resolve("README.md"));
      return Stream.concat(pages.filter(page -> page.toString().endsWith(".md")), readmes)
          .filter(Files::isRegularFile)
          .filter(page -> !page.endsWith("errors.md"))
          .toList();
    }
  }

  private static Path docs() {
    return ROOT.resolve("docs");
  }
}
