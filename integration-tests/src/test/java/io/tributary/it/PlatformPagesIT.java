// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;

/**
 * The commands and settings of docs/platforms that need a cloud or a cluster, as far as possible.
 */
class PlatformPagesIT {
  private static final DocPage AMAZON = DocPage.of("docs/platforms/amazon.md");
  private static final DocPage CONFLUENT = DocPage.of("docs/platforms/confluent.md");
  private static final DocPage STRIMZI = DocPage.of("docs/platforms/strimzi.md");
  private static final Pattern OPTION = Pattern.compile("--([a-z-]+) (\\S+)");

  /** What no worker is without. */
  private static final Map<String, String> MINIMUM =
      Map.of(
          "bootstrap.servers", "127.0.0.1:9092",
          "group.id", "a",
          "key.converter", "org.apache.kafka.connect.storage.StringConverter",
          "value.converter", "org.apache.kafka.connect.storage.StringConverter",
          "config.storage.topic", "a",
          "offset.storage.topic", "b",
          "status.storage.topic", "c");

  /** What Amazon documents as forbidden in a worker's configuration. */
  private static final Pattern FORBIDDEN_BY_AMAZON =
      Pattern.compile(
          "(access\\.control|admin|client|connect|inter\\.worker|internal|listeners|metrics|rest"
              + "|sasl|security|socket|ssl|topic\\.tracking|worker)\\..*|bootstrap\\.servers"
              + "|(config|status)\\.storage\\.topic|connector\\.client\\.config\\.override\\.policy"
              + "|group\\.id|listeners|plugin\\.path|scheduled\\.rebalance\\.max\\.delay\\.ms");

  @Test
  void eachCustomConnectorHidesAllItsSecrets() {
    var commands = lines(CONFLUENT, "confluent connect custom-plugin create ");

    assertThat(commands).hasSize(2);
    for (var command : commands) {
      var options = new TreeMap<String, String>();
      OPTION.matcher(command).results().forEach(o -> options.put(o.group(1), o.group(2)));
      assertThat(options)
          .containsOnlyKeys(
              "plugin-file", "connector-type", "connector-class", "sensitive-properties");
      var type = options.get("connector-class");
      assertThat(List.of(options.get("sensitive-properties").split(",", -1)))
          .containsExactlyInAnyOrderElementsOf(secrets(type));
      assertThat(Stack.rest().plugins())
          .anyMatch(
              plugin ->
                  plugin.className().equals(type)
                      && plugin.type().equals(options.get("connector-type")));
    }
  }

  @Test
  void theVariablesOfTheImageSetWhatTheOperatorsPageSays() throws IOException {
    var variables = properties(CONFLUENT, "CONNECT_PLUGIN_PATH");
    var told = properties(DocPage.of("docs/deploy.md"), "plugin.path");

    var set = new TreeMap<String, String>();
    for (var name : variables.stringPropertyNames()) {
      if (name.startsWith("CONNECT_")) {
        var property =
            name.substring("CONNECT_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
        set.put(property, variables.getProperty(name));
      }
    }

    assertThat(variables)
        .containsEntry("KAFKA_OPTS", "-Dorg.apache.kafka.automatic.config.providers=none");
    set.remove("plugin.path");
    assertThat(set)
        .hasSizeGreaterThan(5)
        .allSatisfy((name, value) -> assertThat(told).containsEntry(name, value));
    var components = variables.getProperty("CONNECT_PLUGIN_PATH").replaceFirst(".*,", "");
    var copies = CONFLUENT.block("dockerfile", "COPY").lines().filter(l -> l.startsWith("COPY "));
    assertThat(copies).isNotEmpty().allMatch(line -> line.contains(" " + components + "/"));
  }

  @Test
  void theWorkersOfAmazonAreConfiguredByWhatTheyAccept() throws IOException {
    var told = properties(AMAZON, "secretsmanager").stringPropertyNames();
    var known = new DistributedConfig(MINIMUM).values().keySet();

    assertThat(told).hasSizeGreaterThan(5).noneMatch(FORBIDDEN_BY_AMAZON.asMatchPredicate());
    assertThat(told).filteredOn(name -> !name.startsWith("config.providers.")).isSubsetOf(known);
  }

  @Test
  void theSecretsOfAmazonAreSettingsOfTheSink() throws IOException {
    var shown = new ObjectMapper().readTree(AMAZON.block("json", "secretsmanager"));
    var known = new ArrayList<String>();
    definitions("io.tributary.devo.DevoSinkConnector").forEach((name, type) -> known.add(name));

    assertThat(shown.fieldNames()).toIterable().hasSizeGreaterThan(4).isSubsetOf(known);
  }

  @Test
  void theCommandsForAmazonNameWhatIsMadeAndShown() {
    var commands = String.join("\n", lines(AMAZON, "aws "));

    assertThat(commands)
        .contains(
            "s3 cp tributary-plugin.zip",
            "'s3Location={bucketArn=",
            "fileKey=tributary-plugin.zip}'",
            "--content-type ZIP");
    assertThat(AMAZON.text())
        .contains("`" + "worker-properties.base64`", "../tributary-plugin.zip");
  }

  @Test
  void theCommandsForStrimziNameFilesAndResourcesOfTheExamples() throws IOException {
    var examples = DocPage.ROOT.resolve("docs/platforms/strimzi");
    var resources = new StringBuilder();
    for (var command : lines(STRIMZI, "kubectl ")) {
      if (command.startsWith("kubectl apply -f ")) {
        var file = command.substring("kubectl apply -f ".length());
        resources.append(Files.readString(examples.resolve(file)));
      }
    }

    assertThat(DocPage.ROOT.resolve("monitoring/jmx-exporter.yml")).exists();
    assertThat(resources)
        .contains(
            "kind: Secret",
            "kind: KafkaConnect\nmetadata:\n  name: tributary\n",
            "name: tributary-metrics\n        key: jmx-exporter.yml",
            "kind: KafkaConnector\nmetadata:\n  name: kiteworks-admin\n",
            "name: kiteworks-admin-offsets\n");
    assertThat(lines(STRIMZI, "kubectl "))
        .contains(
            "kubectl create configmap tributary-metrics --from-file=monitoring/jmx-exporter.yml",
            "kubectl annotate kafkaconnector kiteworks-admin strimzi.io/connector-offsets=list")
        .allMatch(
            line ->
                line.matches(
                    ".*(tributary|kiteworks-admin|apply -f \\w+\\.yaml|kafkaconnectors).*"));
  }

  /** The lines of commands that begin with a text. */
  private static List<String> lines(DocPage page, String start) {
    return page.blocks("sh").stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(start))
        .toList();
  }

  private static List<String> secrets(String type) {
    var secrets = new ArrayList<String>();
    definitions(type)
        .forEach(
            (name, kind) -> {
              if (kind.equals("PASSWORD")) {
                secrets.add(name);
              }
            });
    return secrets;
  }

  /** The types of a connector's settings. */
  private static Map<String, String> definitions(String type) {
    var types = new TreeMap<String, String>();
    StreamSupport.stream(
            Stack.rest().get("/connector-plugins/" + type + "/config").spliterator(), false)
        .forEach(each -> types.put(each.path("name").asText(), each.path("type").asText()));
    return types;
  }

  private static Properties properties(DocPage page, String text) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(page.block("properties", text)));
    return properties;
  }
}
