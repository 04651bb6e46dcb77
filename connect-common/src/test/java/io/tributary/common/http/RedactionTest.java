// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
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
  @ValueSource(
      strings = {
        "p&ss<w0rd+/\"=1",
        "p\\u0026ss\\u003Cw0rd\\u002B\\u002F\\u0022=1",
        "p\\u0026ss\\u003cw0rd\\u002b\\u002f\\u0022=1",
        "p&ss<w0rd+\\/\\\"=1",
        "p&amp;ss&lt;w0rd&plus;&sol;&quot;&equals;1",
        "p&#38;ss&#060;w0rd&#43;&#47;&#34;=1",
        "p&#x26;ss&#x3c;w0rd&#X2B;&#x2F;&#x22;=1",
        "p%26ss%3Cw0rd%2B%2f%22%3D1",
        "p%2526ss%253Cw0rd%252B%252f%2522%253D1",
        "p%5Cu0026ss%5Cu003Cw0rd%5Cu002B%2F%5C%22=1",
        "p&amp;amp;ss&amp;lt;w0rd+/&amp;quot;=1",
        "p%u0026ss\\x3cw0rd+/\"=1",
        "cCZzczx3MHJkKy8iPTE",
        "P&SS<W0RD+/\"=1",
      })
  void hidesASecretWhateverItIsEscapedFor(String text) {
    assertThat(Auth.hide("got " + text + " and", "p&ss<w0rd+/\"=1")).isEqualTo("got [hidden] and");
  }

  @Test
  void hidesASecretThatLooksLikeAnEscapeItself() {
    for (var text : List.of("50%20off&x-1", "50%20off&amp;x-1", "50 off&x-1", "50%2520off%26x-1")) {
      assertThat(Auth.hide("got " + text, "50%20off&x-1")).isEqualTo("got [hidden]");
    }
  }

  @Test
  void hidesTheBeginningOfASecretWhereTheTextIsCut() {
    assertThat(Auth.hide("got canary-47", "canary-4711")).isEqualTo("got [hidden]");
    assertThat(Auth.hide("got canary&#45;&#x3", "canary-4711")).isEqualTo("got [hidden]");
    assertThat(Auth.hide("got canary%2", "canary-4711")).isEqualTo("got [hidden]");
    assertThat(Auth.hide("got canary-47 ", "canary-4711")).isEqualTo("got canary-47 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "%", "%2", "&", "&#", "&#x1", "\\", "\\u", "%e2%82", "%25", "&amp;"})
  void anEvilTextTakesNoLongerThanAnyOther(String part) {
    var evil = part.repeat(64 * 1024 / part.length());

    assertTimeout(
        Duration.ofSeconds(2),
        () -> assertThat(Auth.hide(evil, "a".repeat(8 * 1024) + "b")).isNotNull());
  }

  @Test
  void leavesEscapesAloneThatHideNothing() {
    var text = "100% of \\u00zz &; &#; &#99999999; &#x110000; %zz %c3( \\";

    assertThat(Auth.hide(text, "canary-4711")).isEqualTo(text);
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
