// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;

/** The resources of docs/platforms/strimzi, against Strimzi's schemas, Kafka's and ours. */
class StrimziExamplesIT {
  private static final Path EXAMPLES = DocPage.ROOT.resolve("docs/platforms/strimzi");
  private static final String MOUNTED = "/mnt/secrets";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{(file|directory):(/mnt/secrets/[^:]+):([^}]+)}");

  private final JsonNode connect = documents("connect.yaml").get(0);

  @Test
  void everyResourceIsOfItsSchema() {
    var resources =
        Stream.concat(Stream.of(connect), documents("connectors.yaml").stream()).toList();

    assertThat(resources)
        .hasSizeGreaterThan(2)
        .allSatisfy(each -> assertThat(faults(each)).isEmpty());
  }

  @Test
  void theSchemaFindsWhatIsUnknownOrOfAnotherType() {
    assertThat(faults(changed("/spec", "bootstrapServer", "a:9093"))).isNotEmpty();
    assertThat(faults(changed("/spec", "replicas", "two"))).isNotEmpty();
    assertThat(faults(changed("/spec/build/plugins/0", "name", "Not A Name"))).isNotEmpty();
  }

  @Test
  void theWorkerTakesItsConfiguration() {
    var spec = connect.path("spec");
    var properties = settings(spec.path("config"));
    var secrets = Stack.directory("strimzi-worker").toString();
    properties.replaceAll((name, value) -> value.replace(MOUNTED, secrets));
    properties.put("bootstrap.servers", spec.path("bootstrapServers").asText());
    properties.put("group.id", spec.path("groupId").asText());
    for (var topic : List.of("config", "offset", "status")) {
      properties.put(topic + ".storage.topic", spec.path(topic + "StorageTopic").asText());
    }

    var worker = new DistributedConfig(properties);

    assertThat(worker.exactlyOnceSourceEnabled()).isTrue();
    assertThat(properties.keySet())
        .filteredOn(name -> !name.startsWith("config.providers."))
        .isSubsetOf(worker.values().keySet());
    for (var provider : properties.get("config.providers").split(",", -1)) {
      assertThat(properties.get("config.providers." + provider + ".param.allowed.paths"))
          .isEqualTo(secrets);
    }
    var built =
        Pattern.compile("<kafka.version>(.*)</").matcher(text(DocPage.ROOT.resolve("pom.xml")));
    assertThat(built.find()).isTrue();
    // Strimzi requires these as well. The generator is older than that rule.
    assertThat(List.of("replicas", "groupId", "configStorageTopic")).allMatch(spec::has);
    assertThat(spec.path("version").asText()).isEqualTo(built.group(1));
  }

  @Test
  void theWorkerTakesEachConnector() throws IOException {
    var files = Stack.directory("strimzi");
    var certificates = TestCertificates.create(files.resolve("ca"));
    var devo = Files.createDirectories(files.resolve("devo"));
    Files.writeString(devo.resolve("devo.key"), certificates.client().keyPem());
    Files.writeString(devo.resolve("devo.crt"), certificates.client().chainPem());
    Files.writeString(devo.resolve("chain.crt"), certificates.authorityPem());
    for (var connector : documents("connectors.yaml")) {
      var text = connector.path("spec").path("config").toString();
      var config = settings(YAML.readTree(text.replace(MOUNTED, "/etc/kafka-connect/secrets")));
      config.put("connector.class", connector.at("/spec/class").asText());
      config.put("name", connector.at("/metadata/name").asText());
      config.put("connection.check.enabled", "false");
      DocumentedExamplesIT.writeSecrets(files, config);
      config.replaceAll(
          (name, value) -> value.replace("/etc/kafka-connect/secrets", files.toString()));

      assertThat(Stack.rest().validate(config.get("connector.class"), config))
          .as(config.get("name"))
          .isEmpty();
      assertThat(connector.at("/metadata/labels").path("strimzi.io/cluster").asText())
          .isEqualTo(connect.at("/metadata/name").asText());
    }
  }

  @Test
  void everySecretThatAConnectorReadsIsMounted() {
    var secrets =
        documents("secrets.yaml").stream()
            .collect(
                toMap(secret -> secret.at("/metadata/name").asText(), s -> s.path("stringData")));
    var volumes = new HashMap<String, String>();
    connect
        .at("/spec/template/pod/volumes")
        .forEach(v -> volumes.put(v.path("name").asText(), v.at("/secret/secretName").asText()));
    var mounts = new HashMap<String, JsonNode>();
    connect
        .at("/spec/template/connectContainer/volumeMounts")
        .forEach(
            mount ->
                mounts.put(
                    mount.path("mountPath").asText(),
                    secrets.get(volumes.get(mount.path("name").asText()))));

    var references =
        REFERENCE.matcher(text(EXAMPLES.resolve("connectors.yaml"))).results().toList();

    assertThat(references).hasSizeGreaterThan(3);
    for (var reference : references) {
      var path = Path.of(reference.group(2));
      var inFile = reference.group(1).equals("file");
      var secret = mounts.get((inFile ? path.getParent() : path).toString());
      var key = inFile ? path.getFileName().toString() : reference.group(3);
      assertThat(secret).as(reference.group()).isNotNull();
      assertThat(secret.path(key).asText())
          .as(reference.group())
          .contains(inFile ? reference.group(3) + "=" : "PEM");
    }
  }

  /** A copy of the KafkaConnect with another value. */
  private JsonNode changed(String at, String name, String value) {
    var copy = connect.deepCopy();
    ((ObjectNode) copy.at(at)).put(name, value);
    return copy;
  }

  private static List<String> faults(JsonNode resource) {
    var file = Path.of("strimzi", "target", resource.path("kind").asText() + ".yaml");
    var definition = yaml(text(file)).get(0).path("spec");
    var version = definition.at("/versions/0");
    assertThat(resource.path("apiVersion").asText())
        .isEqualTo(definition.path("group").asText() + "/" + version.path("name").asText());
    var schema = version.at("/schema/openAPIV3Schema");
    // A cluster prunes what is unknown. The examples have nothing of the kind.
    close(schema);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(schema)
        .validate(resource)
        .stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }

  /** Forbids what the schema does not name, at all depths. */
  private static void close(JsonNode schema) {
    schema.path("properties").forEach(StrimziExamplesIT::close);
    close(schema, "items");
    close(schema, "additionalProperties");
    if (schema.has("properties") && !schema.has("x-kubernetes-preserve-unknown-fields")) {
      ((ObjectNode) schema).put("additionalProperties", false);
    }
  }

  private static void close(JsonNode schema, String member) {
    if (schema.path(member).isObject()) {
      close(schema.path(member));
    }
  }

  private static Map<String, String> settings(JsonNode config) {
    return config.properties().stream()
        .collect(toMap(Map.Entry::getKey, each -> each.getValue().asText()));
  }

  private static List<JsonNode> documents(String file) {
    return yaml(text(EXAMPLES.resolve(file)));
  }

  private static List<JsonNode> yaml(String text) {
    try (var all = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return all.readAll();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
