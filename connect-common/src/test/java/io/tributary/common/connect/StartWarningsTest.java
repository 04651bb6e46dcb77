// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the log of the worker says each time a source starts. */
class StartWarningsTest {
  private static final Map<String, String> GOOD =
      Map.of("name", "one", "base.url", "https://vendor.example.com", "token", "a-token");

  @Test
  void nothingIsWrong() {
    assertThat(start(Map.of())).isEmpty();
  }

  @Test
  void weakTlsIsToldAtEveryStart() {
    var weak =
        Map.of(
            "base.url", "http://vendor.example.com", "ssl.endpoint.identification.algorithm", "");

    for (var i = 0; i < 2; i++) {
      assertThat(start(weak).lines())
          .satisfiesExactly(
              line ->
                  assertThat(line)
                      .contains("WARN", " - one: base.url is http, so anyone on the way can read"),
              line ->
                  assertThat(line)
                      .contains(
                          "WARN",
                          " - one: ssl.endpoint.identification.algorithm is empty, so any"));
    }
  }

  @Test
  void aMisspeltSettingIsToldWithoutItsValue() {
    assertThat(start(Map.of("tokn", "canary")))
        .contains("WARN", " - one: unknown settings have no effect: [tokn (did you mean token?)]")
        .doesNotContain("canary");
  }

  private static String start(Map<String, String> more) {
    var settings = new HashMap<>(GOOD);
    settings.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    settings.putAll(more);
    var log = new TestLog();
    new PlainVendor.PlainConnector().start(settings);
    return log.text();
  }
}
