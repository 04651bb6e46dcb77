// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes that the pages for developers name exist, so that a renamed one is renamed there. */
class DocumentedNamesIT {
  private static final Pattern NAME = Pattern.compile("`([A-Z][a-z]\\w+)(?:\\.\\w+)?(?:\\(\\))?`");
  private static final Set<String> OF_KAFKA = Set.of("RetriableException");

  @ParameterizedTest
  @ValueSource(strings = {"docs/architecture.md", "docs/testing.md"})
  void everyClassExists(String page) throws IOException {
    var classes = classes();
    var named =
        NAME.matcher(DocPage.of(page).text())
            .results()
            .map(name -> name.group(1))
            .filter(name -> !OF_KAFKA.contains(name))
            .collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(15);
    assertThat(named).filteredOn(name -> !classes.contains(name)).isEmpty();
  }

  private static Set<String> classes() throws IOException {
    try (var files = Files.walk(DocPage.ROOT)) {
      return files
          .filter(file -> !file.toString().contains("/target/"))
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".java"))
          .map(file -> file.replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}
