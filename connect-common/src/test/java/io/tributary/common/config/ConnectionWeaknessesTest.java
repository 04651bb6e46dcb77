// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionWeaknessesTest {
  private static final String HOST_NAME_CHECK = "ssl.endpoint.identification.algorithm";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://vendor.example.com",
        " HTTP://10.0.0.1:8080/api",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
      })
  void aCredentialInClearTextIsTold(String address) {
    for (var name : new String[] {"base.url", "token.url"}) {
      assertThat(ConnectionSettings.weaknesses(Map.of(name, address)))
          .containsExactly(
              name
                  + " is http, so anyone on the way can read the credential and the events, and"
                  + " change them. Use https.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://vendor.example.com",
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://[::1]:80",
        "http://[0:0:0:0:0:0:0:1]",
        "http://[::ffff:127.0.0.1]",
        "http://localhost.:8080",
        "http://a b",
        "",
      })
  void whatLeavesTheMachineEncryptedOrNotAtAllIsNot(String address) {
    assertThat(ConnectionSettings.weaknesses(Map.of("base.url", address))).isEmpty();
  }

  @Test
  void anAddressThatIsNullIsNone() {
    var settings = new HashMap<String, String>();
    settings.put("token.url", null);

    assertThat(ConnectionSettings.weaknesses(settings)).isEmpty();
  }

  @Test
  void aHostNameThatIsNotCheckedIsTold() {
    assertThat(ConnectionSettings.weaknesses(Map.of(HOST_NAME_CHECK, " ")))
        .singleElement()
        .asString()
        .startsWith(HOST_NAME_CHECK + " is empty, so any server");
    assertThat(ConnectionSettings.weaknesses(Map.of(HOST_NAME_CHECK, "https"))).isEmpty();
  }
}
