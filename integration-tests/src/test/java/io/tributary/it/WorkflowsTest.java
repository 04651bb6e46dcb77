// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The files for a public host run the build of this repository, with few rights. */
class WorkflowsTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void theBuildIsThatOfThisRepository() throws IOException {
    var commands = yaml(".github/workflows/build.yml").findValuesAsText("run");

    assertThat(commands).contains(".ci/run");
    assertThat(DocPage.ROOT.resolve(".ci/run")).isExecutable();
  }

  @Test
  void everyActionIsAReleaseAndMayOnlyRead() throws IOException {
    for (var name : new String[] {"build", "codeql"}) {
      var workflow = yaml(".github/workflows/" + name + ".yml");

      assertThat(workflow.findValuesAsText("uses"))
          .isNotEmpty()
          .allMatch(action -> action.matches("[\\w-]+/[\\w/-]+@v\\d+\\.\\d+\\.\\d+"));
      assertThat(workflow.path("permissions")).hasToString("{\"contents\":\"read\"}");
    }
  }

  @Test
  void updatesAreProposedForAllThatIsNotOurs() throws IOException {
    var updates = yaml(".github/dependabot.yml").path("updates");

    assertThat(updates.findValuesAsText("package-ecosystem"))
        .containsExactlyInAnyOrder("maven", "github-actions", "docker", "docker-compose");
    for (var directory : updates.findValues("directories").get(0)) {
      assertThat(DocPage.ROOT.resolve(directory.asText().substring(1) + "/Dockerfile")).exists();
    }
  }

  private static JsonNode yaml(String file) throws IOException {
    return YAML.readTree(Files.readString(DocPage.ROOT.resolve(file)));
  }
}
