// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/hardening.md names settings that exist, and leaves out none that protects. */
class HardeningPageIT {
  private static final String PAGE = DocPage.of("docs/hardening.md").text();

  /** A setting, with its value or without. */
  private static final Pattern SETTING =
      Pattern.compile("`([a-z][a-z0-9]*(?:\\.[a-z0-9]+)+)(?:=[^`]*)?`");

  /** Settings of a worker and of Kafka, which no connector has, and a header. */
  private static final Set<String> OF_KAFKA =
      Set.of(
          "allowed.paths",
          "config.providers",
          "config.providers.file.param.allowed.paths",
          "config.providers.directory.param.allowed.paths",
          "connector.client.config.override.policy",
          "consumer.override.enable.auto.commit",
          "errors.deadletterqueue.topic.name",
          "event.time",
          "listeners",
          "plugin.path",
          "producer.override.acks",
          "rest.extension.classes");

  @Test
  void everySettingExists() {
    var known = new HashSet<>(OF_KAFKA);
    known.addAll(settings());

    var named =
        SETTING.matcher(PAGE).results().map(found -> found.group(1)).collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(15);
    assertThat(named).filteredOn(name -> !known.contains(name)).isEmpty();
  }

  @Test
  void everySettingOfTheWorkerIsThatOfTheOperatorsPage() {
    assertThat(PAGE).contains("-Dorg.apache.kafka.automatic.config.providers=none");
    assertThat(DocPage.of("docs/deploy.md").text())
        .contains("-Dorg.apache.kafka.automatic.config.providers=none")
        .contains("config.providers.file.param.allowed.paths=")
        .contains("config.providers.directory.param.allowed.paths=");
  }

  @Test
  void namesWhatProtects() {
    var protecting =
        List.of(
            "tag.header",
            "tags.allowed",
            "obfuscation.rules",
            "response.max.bytes",
            "retry.after.max.ms",
            "trouble.patience.ms",
            "delivery.confirm",
            "ssl.truststore.certificates",
            "ssl.endpoint.identification.algorithm");

    assertThat(settings()).containsAll(protecting);
    assertThat(protecting).allMatch(name -> PAGE.contains('`' + name));
  }

  @Test
  void theSecurityPolicyIsLinkedAndNamesAContact() throws IOException {
    var policy = Files.readString(DocPage.ROOT.resolve("SECURITY.md"));

    assertThat(policy)
        .contains("## Report a vulnerability", "## Supported versions", "docs/hardening.md");
    assertThat(DocPage.of("README.md").text()).contains("(docs/hardening.md)", "(SECURITY.md)");
  }

  /** The settings of all our connectors, as a worker reports them. */
  private static Set<String> settings() {
    var names = new TreeSet<String>();
    for (var plugin : Stack.rest().plugins()) {
      if (plugin.className().startsWith("io.tributary.")) {
        Stack.rest()
            .get("/connector-plugins/" + plugin.className() + "/config")
            .forEach(setting -> names.add(setting.path("name").asText()));
      }
    }
    return names;
  }
}
