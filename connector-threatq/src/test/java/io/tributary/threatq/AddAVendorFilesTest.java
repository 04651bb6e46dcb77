// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Java files of docs/add-a-vendor.md have what the build requires of each. */
class AddAVendorFilesTest {
  private static final Pattern JAVA =
      Pattern.compile("^`(\\S+)/(\\S+\\.java)`\\n\\n```java\\n(.*)$", Pattern.MULTILINE);

  private String page;

  @BeforeEach
  void readThePage() throws IOException {
    page = Files.readString(Path.of("../docs/add-a-vendor.md"));
  }

  @Test
  void eachBeginsWithAnSpdxLine() {
    assertThat(JAVA.matcher(page).results().map(file -> file.group(3)))
        .isNotEmpty()
        .containsOnly("// SPDX-License-Identifier: Apache-2.0");
  }

  /** The contract tests share the package of the main code. */
  @Test
  void eachPackageExplainsItself() {
    assertThat(packagesWith("package-info.java"))
        .hasSize(2)
        .containsAll(packagesWith("Acme.java"))
        .containsAll(packagesWith("AcmeFixture.java"));
  }

  private Set<String> packagesWith(String name) {
    return JAVA.matcher(page)
        .results()
        .filter(file -> file.group(2).equals(name))
        .map(file -> file.group(1))
        .collect(Collectors.toSet());
  }
}
