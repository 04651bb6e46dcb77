// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Collectors as the documents of their vendors show them, from the folders of the vendors. */
class VendorMigrationTest {
  private static final String SAMPLE = "src/test/resources/devo-collector";

  static List<Path> samples() throws IOException {
    var samples = new ArrayList<Path>();
    try (var modules = Files.newDirectoryStream(Path.of(".."), "connector-*")) {
      modules.forEach(module -> samples.add(module.resolve(SAMPLE)));
    }
    samples.removeIf(sample -> !Files.isDirectory(sample));
    return samples;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void carriesOverAllItsSettings(Path sample) {
    var run = CommandRun.of("migrate", sample.resolve("config.yaml"), "--json", "--inline-secrets");

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    var settings = run.json().at("/connectors/0/connector/config");
    var expected = expected(sample);
    assertThat(expected.path("settings").properties())
        .isNotEmpty()
        .allSatisfy(
            setting -> assertThat(settings.get(setting.getKey())).isEqualTo(setting.getValue()));
    assertThat(expected.path("absent"))
        .allSatisfy(setting -> assertThat(settings.has(setting.asText())).isFalse());
    assertThat(run.json().path("not_carried_over").properties()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void continuesWhereItHasStopped(Path sample) {
    var config = sample.resolve("config.yaml");
    var state = sample.resolve("state.log");

    var run = CommandRun.of("migrate", config, "--json", "--inline-secrets", "--state", state);

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    var offset = run.json().at("/connectors/0/offsets/offsets/0/offset");
    var expected = expected(sample);
    assertThat(expected.path("offset").properties())
        .isNotEmpty()
        .allSatisfy(member -> assertThat(offset.get(member.getKey())).isEqualTo(member.getValue()));
    assertThat(expected.path("notes"))
        .allSatisfy(note -> assertThat(run.out()).contains(note.asText()));
  }

  private static JsonNode expected(Path sample) {
    return JsonIo.readYaml(sample.resolve("expected.yaml"));
  }
}
