// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.SinkValidation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of a sink with an HTTP endpoint. */
class HttpSettingsTest {

  @Test
  void requiresOnlyADomainAndAToken() {
    assertThat(faults(Map.of("endpoint", "https://http-eu.devo.io")))
        .containsOnly(
            Map.entry(
                "domain",
                List.of("SetupError 700: Required setting domain not found. Give it a value.")),
            Map.entry(
                "token",
                List.of(
                    "SetupError 8: Required setting token not found. Give it a value, preferably through"
                        + " a ConfigProvider.")));
    assertThat(faults(http())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multiline.mode          | octet-counting | SetupError 702: Setting multiline.mode makes no sense here: over HTTP each event is one line.",
        "delivery.confirm        | none           | SetupError 702: Setting delivery.confirm makes no sense here: HTTP confirms with a 200 response.",
        "max.event.bytes         | 32000000       | SetupError 702",
        "batch.max.bytes         | 1023           | SetupError 701",
        "batch.max.bytes         | 32000001       | SetupError 701",
        "http.requests.in.flight | 0              | SetupError 701",
        "http.requests.in.flight | 65             | SetupError 701",
        "compression             | zip            | SetupError 701",
        "domain                  | a b            | SetupError 701",
        "domain                  | ..             | SetupError 701",
        "source.host             | ..             | SetupError 701",
        "token                   | a b            | SetupError 701",
        "endpoint                | http://h       | SetupError 701: Setting endpoint is not valid: must look like tls://host:port, tcp://host:port, relp+tls://host:port, relp://host:port or https://host[:port][/path].",
        "endpoint                | https://u:p@h  | SetupError 701",
        "endpoint                | https://h?x=y  | SetupError 701",
        "endpoint                | https://h:0    | SetupError 701",
        "endpoint                | https://h/stream/acme/token!x | SetupError 701",
        "ssl.truststore.location | /nowhere.p12   | SetupError 703",
      })
  void namesTheFieldAndTheNumberOfAWrongValue(String setting, String value, String message) {
    var settings = http();
    settings.put(setting, value);

    var faults = faults(settings);

    assertThat(faults).containsOnlyKeys(setting);
    assertThat(faults.get(setting)).hasSize(1).first().asString().startsWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://http-eu.devo.io",
        "https://collector-ap.devo.io:8443",
        "https://proxy.example.com/devo/intake",
        "https://[::1]:8443"
      })
  void showsTheEndpointAsItWasGiven(String endpoint) {
    assertThat(Endpoint.parse(endpoint)).hasToString(endpoint);
    assertThat(Endpoint.parse(endpoint + "/")).hasToString(endpoint);
  }

  @Test
  void mayHaveAClientCertificateAndChecksItThen() {
    var settings = http();
    settings.put("ssl.keystore.location", "/nowhere.p12");

    assertThat(faults(settings)).containsOnlyKeys("ssl.keystore.password");
  }

  @Test
  void anEndpointOverASocketNeedsNeither() {
    assertThat(faults(Map.of("endpoint", "tcp://h:1", "multiline.mode", "octet-counting")))
        .isEmpty();
  }

  private static Map<String, String> http() {
    return new HashMap<>(
        Map.of("endpoint", "https://http-eu.devo.io", "domain", "acme", "token", "t"));
  }

  @Test
  void anUnknownHostIsFoundByTryingIt() {
    var settings = http();
    settings.put("endpoint", "https://nowhere.invalid");
    settings.put("connection.check.enabled", "true");

    assertThat(faults(settings)).containsOnlyKeys("endpoint");
  }

  private static Map<String, List<String>> faults(Map<String, String> changes) {
    var settings = new HashMap<>(Map.of("connection.check.enabled", "false"));
    settings.putAll(changes);
    return SinkValidation.faults(settings);
  }
}
