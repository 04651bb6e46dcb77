// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import mockwebserver3.MockWebServer;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reference that the worker has not replaced is never sent in place of the value. */
class UnresolvedSettingsTest {
  private static final String REFERENCE = "${file:/etc/secrets/plain.properties:value}";

  private final MockWebServer server = new MockWebServer();
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
    settings.put("base.url", "http://127.0.0.1:" + server.getPort());
    settings.put("token", "canary-token");
    settings.put("value.converter", "x");
  }

  @AfterEach
  void stop() {
    assertThat(server.getRequestCount()).isZero();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "base.url",
        "initial.start.time.in.utc",
        "page.size",
        "connection.check.enabled",
        "requests.limits",
        "obfuscation.rules",
        "ssl.keystore.password",
        "ssl.truststore.certificates",
        "errors.deadletterqueue.topic.name",
        "producer.override.sasl.jaas.config",
      })
  void isTheOneFaultOfItsSetting(String name) {
    settings.put(name, REFERENCE);

    assertThat(faults()).containsOnlyKeys(name);
    assertThat(faults().get(name))
        .startsWith("SetupError 707: Setting " + name + " was not resolved");
  }

  @Test
  void aTransformMayHaveSuchATextOfItsOwn() {
    settings.put("transforms.route.replacement", "${record:topic}");
    settings.put("connection.check.enabled", "false");

    assertThat(faults()).isEmpty();
  }

  @Test
  void neitherAConnectorNorATaskStartsWithIt() {
    settings.put("token", REFERENCE);

    for (var start :
        Map.<String, Runnable>of(
                "connector", () -> new PlainVendor.PlainConnector().start(settings),
                "task", () -> new PlainVendor.PlainTask().start(settings))
            .entrySet()) {
      assertThatThrownBy(start.getValue()::run)
          .as(start.getKey())
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith("SetupError 707: Setting token was not resolved");
    }
  }

  @Test
  void anotherSecretBehindTheSameReferenceReachesTheTask() {
    var before = taskSettings();

    assertThat(taskSettings()).isEqualTo(before).containsAllEntriesOf(settings);
    settings.put("token", "new-token");
    assertThat(taskSettings().get("tributary.settings.fingerprint"))
        .isNotEqualTo(before.get("tributary.settings.fingerprint"));
  }

  private Map<String, String> taskSettings() {
    var connector = new PlainVendor.PlainConnector();
    connector.start(settings);
    return connector.taskConfigs(1).get(0);
  }

  private Map<String, String> faults() {
    return new PlainVendor.PlainConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(
                toMap(value -> value.name(), value -> String.join(" ", value.errorMessages())));
  }
}
