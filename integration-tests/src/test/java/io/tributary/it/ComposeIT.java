// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml and its images name is there, as far as that shows without Docker. */
class ComposeIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String QUICKSTART = "connect-quickstart/target/";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern COPY = Pattern.compile("(?m)^COPY (\\S+) ");
  private static final Pattern AGENT = Pattern.compile("javaagent\\.jar=(\\d+):");

  private final JsonNode compose = yaml("docker-compose.yml");

  @Test
  void everyFileThatIsMountedIsThere() {
    var mounted =
        texts(compose.findValues("volumes")).stream()
            .filter(volume -> volume.startsWith("./"))
            .map(volume -> volume.split(":", 2)[0])
            .toList();

    assertThat(mounted).hasSizeGreaterThan(4).allMatch(file -> Files.exists(ROOT.resolve(file)));
  }

  @Test
  void everythingThatAnImageTakesIsBuiltOrThere() {
    for (var copied : copiedByImages()) {
      assertThat(copied)
          .isNotEmpty()
          // Built after these tests: see the next one.
          .filteredOn(file -> !file.startsWith(QUICKSTART))
          .allSatisfy(file -> assertThat(matching(file)).isNotEmpty());
    }
  }

  /** The files that a name with wildcards stands for. */
  private static List<Path> matching(String name) {
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + name.replaceAll("/$", ""));
    try (var files = Files.walk(ROOT, 4)) {
      return files.filter(file -> matcher.matches(ROOT.relativize(file))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theImageOfTheFakesTakesWhatTheBuildOfTheQuickstartMakes() {
    var pom = text("connect-quickstart/pom.xml");
    var name = Pattern.compile("<finalName>(.*)</finalName>").matcher(pom);
    assertThat(name.find()).isTrue();

    assertThat(copiedByImages().stream().flatMap(List::stream))
        .filteredOn(file -> file.startsWith(QUICKSTART))
        .containsExactly(QUICKSTART + name.group(1) + ".jar", QUICKSTART + "lib/");
    assertThat(pom).contains("<outputDirectory>${project.build.directory}/lib</outputDirectory>");
  }

  @Test
  void dockerIgnoresNothingThatAnImageTakes() {
    var sent =
        text(".dockerignore")
            .lines()
            .filter(line -> line.startsWith("!"))
            .map(line -> FileSystems.getDefault().getPathMatcher("glob:" + line.substring(1)))
            .toList();

    assertThat(copiedByImages().stream().flatMap(List::stream).map(Path::of))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(Stream.iterate(file, Objects::nonNull, Path::getParent))
                    .anyMatch(above -> sent.stream().anyMatch(each -> each.matches(above))));
  }

  private List<List<String>> copiedByImages() {
    return compose.findValues("build").stream()
        .map(build -> text(build.path("dockerfile").asText()))
        .map(file -> COPY.matcher(file).results().map(match -> match.group(1)).toList())
        .toList();
  }

  @Test
  void allHaveTheKafkaThatTheBuildHas() {
    var version = Pattern.compile("<kafka.version>(.*)</").matcher(text("pom.xml"));
    assertThat(version.find()).isTrue();
    var image = "apache/kafka:" + version.group(1);

    assertThat(compose.at("/services/kafka/image").asText()).isEqualTo(image);
    assertThat(text("docker/connect/Dockerfile")).contains("FROM " + image + "\n");
  }

  @Test
  void prometheusAsksWhereTheExporterListens() {
    var port = AGENT.matcher(text("docker/connect/Dockerfile"));
    assertThat(port.find()).isTrue();

    assertThat(yaml("monitoring/prometheus.yml").at("/scrape_configs/0/static_configs/0/targets/0"))
        .hasToString("\"connect:" + port.group(1) + "\"");
    assertThat(compose.at("/services/connect").isObject()).isTrue();
    assertThat(yaml("monitoring/prometheus.yml").at("/rule_files/0").asText())
        .isEqualTo("alerts.yml");
  }

  @Test
  void grafanaFindsItsDashboardAndItsData() {
    var dashboards = "monitoring/grafana/provisioning/dashboards/tributary.yml";
    var path = yaml(dashboards).at("/providers/0/options/path").asText();
    assertThat(texts(compose.findValues("volumes")))
        .contains("./monitoring/grafana/dashboards:" + path + ":ro");
    var source = yaml("monitoring/grafana/provisioning/datasources/prometheus.yml");

    assertThat(source.at("/datasources/0/url").asText()).isEqualTo("http://prometheus:9090");
    assertThat(
            yaml("monitoring/grafana/dashboards/tributary.json").findValues("datasource").stream()
                .map(used -> used.path("uid").asText())
                .distinct())
        .containsExactly(source.at("/datasources/0/uid").asText());
  }

  private static List<String> texts(List<JsonNode> lists) {
    var texts = new ArrayList<String>();
    for (var list : lists) {
      StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).forEach(texts::add);
    }
    return texts;
  }

  private static JsonNode yaml(String file) {
    try {
      return YAML.readTree(text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(String file) {
    try {
      return Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
