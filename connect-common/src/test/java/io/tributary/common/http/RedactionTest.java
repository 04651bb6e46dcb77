// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "got ca/na ry+\"=é",
        "got ca%2Fna+ry%2B%22%3D%C3%A9",
        "got ca%2fna%20ry%2b%22%3d%c3%a9",
        "got ca/na ry+\\\"=é",
        "got ca\\/na ry+\\\"=é",
        "got ca\\/na ry+\\\"=\\u00E9",
        "got ca/na ry+\\\"=\\u00e9",
        "got Y2EvbmEgcnkrIj3DqQ",
      })
  void hidesASecretHoweverItIsWritten(String text) {
    assertThat(Auth.hide(text, "ca/na ry+\"=é")).isEqualTo("got [hidden]");
  }

  @ParameterizedTest
  @CsvSource({
    "wrong secret: abc,wrong secret: [hidden]",
    "secret=abc&x=1,secret=[hidden]&x=1",
    "\"abc\",\"[hidden]\"",
    "abcess and crabc,abcess and crabc",
  })
  void hidesAShortSecretWhereItStandsAlone(String text, String hidden) {
    assertThat(Auth.hide(text, "abc")).isEqualTo(hidden);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void noSecretHidesNothing(String blank) {
    assertThat(Auth.hide("a text", blank)).isEqualTo("a text");
  }

  @Test
  void hidesOfAFormWhatIsASecretAndKeepsTheRest() {
    var form =
        Map.of(
            "grant_type", "password",
            "client_id", "client-1",
            "username", "alice@example.com",
            "scope", "GET/admin/*",
            "redirect_uri", "https://example.com/",
            "client_secret", "canary-1",
            "password", "canary-2",
            "refresh_token", "canary-3",
            "assertion", "canary-4",
            "code", "canary-5");

    var hidden = Redaction.hide(String.join(" ", form.values()), form);

    assertThat(hidden)
        .contains("password", "client-1", "alice@example.com", "GET/admin/*", "https://")
        .doesNotContain("canary");
  }
}
