package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archives as Confluent Hub would install them. */
class ComponentArchivesIT {
  private static final String VERSION = "-[0-9][^/]*\\.jar";

  @Test
  void aWorkerFindsThePluginsByTheirManifestsAlone() {
    var plugins = Stack.rest().get("/connector-plugins");

    assertThat(StreamSupport.stream(plugins.spliterator(), false))
        .filteredOn(plugin -> plugin.path("class").asText().startsWith("io.tributary."))
        .extracting(p -> p.path("class").asText() + " " + p.path("type").asText())
        .containsExactlyInAnyOrder(
            "io.tributary.kiteworks.KiteworksSourceConnector source",
            "io.tributary.cloudsek.CloudSekSourceConnector source",
            "io.tributary.devo.DevoSinkConnector sink");
    assertThat(plugins.findValuesAsText("version")).doesNotContain("unknown", "undefined");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kiteworks", "cloudsek", "devo"})
  void anArchiveHoldsEachLibraryOnceAndNoneThatConnectProvides(String name) throws IOException {
    var component = component(name);
    var libraries = libraries(component);

    assertThat(component.resolve("manifest.json")).isNotEmptyFile();
    assertThat(component.resolve("doc/LICENSE")).isNotEmptyFile();
    assertThat(libraries).contains("connector-" + name, "connect-common").doesNotHaveDuplicates();
    assertThat(libraries)
        .noneMatch(jar -> jar.matches("connect-(api|runtime|json|transforms|testkit)"))
        .noneMatch(jar -> jar.matches("kafka-.*|kafka_.*|slf4j-.*|log4j-.*|junit-.*|jspecify"));
  }

  private static Path component(String name) throws IOException {
    try (var components = Files.list(Stack.plugins())) {
      return components
          .filter(path -> path.getFileName().toString().contains("connect-" + name))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> libraries(Path component) throws IOException {
    try (var jars = Files.list(component.resolve("lib"))) {
      return jars.map(jar -> jar.getFileName().toString().replaceFirst(VERSION, "")).toList();
    }
  }
}
