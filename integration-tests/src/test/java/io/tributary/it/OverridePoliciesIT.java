// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.connect.WorkerProcess;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.connect.connector.policy.AbstractConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.AllConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest;
import org.apache.kafka.connect.connector.policy.NoneConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.PrincipalConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.health.ConnectorType;
import org.junit.jupiter.api.Test;

/** What docs/platforms/overview.md says of the policies for overrides of Kafka's clients. */
class OverridePoliciesIT {
  private static final DocPage PAGE = DocPage.of("docs/platforms/overview.md");
  private static final Pattern OVERRIDE =
      Pattern.compile("(?:consumer|producer|admin)\\.override\\.(.*)");

  @Test
  void aWorkerWithTheListOfThePageTakesEachExample() throws IOException {
    var told = properties("connector.client.config.override.allowlist");
    var config = Stack.config("policies", true);
    told.forEach((name, value) -> config.with(name.toString(), value.toString()));
    try (var worker = Stack.newWorker(config, "policies")) {
      for (var example : examples()) {
        assertThat(refused(worker, example)).isEmpty();
        example.put("consumer.override.group.id", "another");
        assertThat(refused(worker, example)).containsOnlyKeys("consumer.override.group.id");
      }
    }
  }

  @Test
  void theListHasWhatTheExamplesOverrideAndNothingElse() throws IOException {
    var names = new TreeSet<String>();
    examples().forEach(example -> names.addAll(overridden(example).keySet()));

    var told = properties("connector.client.config.override.allowlist");
    assertThat(
            List.of(told.getProperty("connector.client.config.override.allowlist").split(",", -1)))
        .containsExactlyInAnyOrderElementsOf(names);
    var worker = properties("consumer.isolation.level");
    assertThat(worker.stringPropertyNames().stream().map(name -> name.replaceFirst("\\w+\\.", "")))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  @SuppressWarnings("removal")
  void theOlderPoliciesAllowAllOverridesOfTheExamplesOrNone() throws IOException {
    for (var example : examples()) {
      assertThat(allowed(new AllConnectorClientConfigOverridePolicy(), example)).isTrue();
      assertThat(allowed(new NoneConnectorClientConfigOverridePolicy(), example)).isFalse();
      assertThat(allowed(new PrincipalConnectorClientConfigOverridePolicy(), example)).isFalse();
    }
  }

  private static boolean allowed(
      AbstractConnectorClientConfigOverridePolicy policy, Map<String, String> example) {
    var request =
        new ConnectorClientConfigRequest(
            "devo",
            ConnectorType.SINK,
            null,
            new HashMap<>(overridden(example)),
            ConnectorClientConfigRequest.ClientType.CONSUMER);
    return policy.validate(request).stream().allMatch(value -> value.errorMessages().isEmpty());
  }

  /** The errors of overrides. */
  private static Map<String, List<String>> refused(
      WorkerProcess worker, Map<String, String> example) {
    var errors = worker.client().validate(example.get("connector.class"), example);
    errors.keySet().removeIf(name -> !OVERRIDE.matcher(name).matches());
    return errors;
  }

  /** The overrides of a configuration, without their prefixes. */
  private static Map<String, String> overridden(Map<String, String> config) {
    var names = new HashMap<String, String>();
    for (var setting : config.entrySet()) {
      var override = OVERRIDE.matcher(setting.getKey());
      if (override.matches()) {
        names.put(override.group(1), setting.getValue());
      }
    }
    return names;
  }

  /** The examples that override something. */
  private static List<Map<String, String>> examples() throws IOException {
    var examples = new ArrayList<Map<String, String>>();
    for (var module : Stack.connectors()) {
      try (var files = Files.list(module.resolve("config-examples"))) {
        for (var file : files.sorted().toList()) {
          examples.add(config(file));
        }
      }
    }
    examples.removeIf(example -> overridden(example).isEmpty());
    assertThat(examples).isNotEmpty();
    return examples;
  }

  private static Map<String, String> config(Path file) throws IOException {
    var json = new ObjectMapper().readTree(Files.readString(file));
    var config =
        json.path("config").properties().stream()
            .collect(toMap(Map.Entry::getKey, each -> each.getValue().asText()));
    // Their files are not here. Without them the worker still judges the overrides.
    config.values().removeIf(value -> value.startsWith("${"));
    config.put("name", json.path("name").asText());
    return config;
  }

  private static Properties properties(String setting) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(PAGE.block("properties", setting)));
    return properties;
  }
}
