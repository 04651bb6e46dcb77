// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The files that docker-compose.yml names exist, as far as a test without Docker can check. */
class ComposeIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** An image with a tag that names one release, and the digest that it named. */
  static final Pattern EXACT = Pattern.compile("\\S+:v?\\d+\\.\\d+\\.\\d+\\S*@sha256:[0-9a-f]{64}");

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
  void allHaveTheKafkaThatTheBuildHas() {
    var version = Pattern.compile("<kafka.version>(.*)</").matcher(text("pom.xml"));
    assertThat(version.find()).isTrue();
    var image = "apache/kafka:" + version.group(1);

    assertThat(compose.at("/services/kafka/image").asText()).startsWith(image + "@");
    for (var worker : List.of("connect", "worker")) {
      assertThat(text("docker/" + worker + "/Dockerfile")).contains("FROM " + image + "@");
    }
  }

  @Test
  void everyServiceHasFewRightsAndAnExactImage() {
    for (var service : services().entrySet()) {
      var settings = service.getValue();
      assertThat(settings)
          .as(service.getKey())
          .containsEntry("cap_drop", List.of("ALL"))
          .containsEntry("security_opt", List.of("no-new-privileges:true"));
      assertThat(settings.get("user")).as(service.getKey()).asString().matches("[1-9]\\d*:\\d+");
      assertThat(settings.containsKey("healthcheck") || service.getKey().equals("connectors"))
          .as(service.getKey())
          .isTrue();
      if (!service.getKey().equals("kafka")) {
        assertThat(settings).as(service.getKey()).containsEntry("read_only", true);
      }
    }
    assertThat(compose.findValuesAsText("image"))
        .hasSizeGreaterThan(3)
        .allMatch(image -> EXACT.matcher(image).find());
    assertThat(compose.findValues("ports"))
        .isNotEmpty()
        .allSatisfy(
            ports -> ports.forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
  }

  @Test
  void grafanaHasNoPasswordUntilOneIsGiven() {
    assertThat(compose.at("/services/grafana/environment/GF_SECURITY_ADMIN_PASSWORD").asText())
        .startsWith("${GRAFANA_PASSWORD:?");
  }

  /** The settings of each service, with those that it shares with others. */
  private static Map<String, Map<String, Object>> services() {
    Map<String, Map<String, Map<String, Object>>> all = new Yaml().load(text("docker-compose.yml"));
    return all.get("services");
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
        .containsExactly("${datasource}");
    var choice = yaml("monitoring/grafana/dashboards/tributary.json").at("/templating/list/0");
    assertThat(choice.path("name").asText()).isEqualTo("datasource");
    assertThat(choice.path("query").asText()).isEqualTo(source.at("/datasources/0/type").asText());
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
