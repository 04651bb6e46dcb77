// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static io.tributary.devo.SinkValidation.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log of the worker says each time a sink starts. */
class SinkStartWarningsTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "topics",
          "a",
          "endpoint",
          "tls://collector-eu.devo.io:443",
          "value.converter",
          "org.apache.kafka.connect.storage.StringConverter");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://relay.example.com:13000",
        "TCP://10.0.0.1:13000",
        "tcp://my_relay:13000",
        "tcp://localhost.example.com:13000",
        "relp://relay.example.com:2514",
        "relp://[fe80::1]:2514",
      })
  void clearTextThatLeavesTheMachineIsToldAtEveryStart(String endpoint) throws IOException {
    var tls = endpoint.startsWith("relp") ? "Use relp+tls" : "Use tls";

    for (var i = 0; i < 2; i++) {
      assertThat(warnings(Map.of("endpoint", endpoint)))
          .singleElement()
          .asString()
          .contains(": endpoint is ", ", so anyone on the way can read and change", tls);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://127.0.0.1:13000",
        "tcp://localhost:13000",
        "relp://[::1]:2514",
        "relp+tls://relay.example.com:2514",
        "tls://collector-eu.devo.io:443",
        "https://http-eu.devo.io",
        "no address",
      })
  void whatIsEncryptedOrStaysOnTheMachineIsNot(String endpoint) throws IOException {
    assertThat(warnings(Map.of("endpoint", endpoint))).isEmpty();
  }

  @Test
  void aHostNameThatIsNotCheckedIsTold() throws IOException {
    assertThat(warnings(Map.of("ssl.endpoint.identification.algorithm", "")))
        .singleElement()
        .asString()
        .contains(": ssl.endpoint.identification.algorithm is empty, so any server");
  }

  @Test
  void aMisspeltSettingIsToldWithoutItsValue() throws IOException {
    assertThat(warnings(Map.of("tokn", "canary")))
        .singleElement()
        .asString()
        .endsWith(": unknown settings have no effect: [tokn (did you mean token?)]");
  }

  @Test
  void overridesThatWouldLoseEventsAreRefusedAndToldToASinkThatHasThem() throws IOException {
    var overrides =
        Map.of(
            "producer.override.acks", "1",
            "consumer.override.enable.auto.commit", "True");
    var settings = new HashMap<>(SETTINGS);
    settings.put("endpoint", "tcp://127.0.0.1:13000");
    settings.putAll(overrides);

    assertThat(faults(settings)).containsOnlyKeys(overrides.keySet());
    assertThat(faults(settings).toString()).contains("SetupError 705: ", "SetupError 708: ");
    assertThat(warnings(overrides)).hasSize(2);
  }

  private static List<String> warnings(Map<String, String> more) throws IOException {
    var name = UUID.randomUUID().toString();
    var settings = new HashMap<>(SETTINGS);
    settings.put("name", name);
    settings.putAll(more);
    new DevoSinkConnector().start(settings);
    try (var lines = Files.lines(Path.of("target/test.log"))) {
      return lines.filter(line -> line.contains("WARN") && line.contains(name)).toList();
    }
  }
}
