// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.SinkValidation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags, proxy, patience and names of hosts. */
class SinkSettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "my.app.a", "my.app.orders,my.audit.*", "my.*", "a.b.c.d.e.*"})
  void acceptsTagsAndPrefixesOfWholeLevels(String allowed) {
    assertThat(faults(Map.of("tags.allowed", allowed))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "my", "my.app*", "my.*.x", ".*", "a.b.c.d.e.f.*", "my app.*", "my.a,b"})
  void refusesWhatNoTagCanMatch(String allowed) {
    assertThat(faults(Map.of("tags.allowed", allowed)))
        .containsOnlyKeys("tags.allowed")
        .allSatisfy(
            (name, faults) ->
                assertThat(faults)
                    .singleElement()
                    .asString()
                    .startsWith(
                        "SetupError 701: Setting tags.allowed is not valid: must be tags or"
                            + " prefixes such as my.app.*"));
  }

  @ParameterizedTest
  @CsvSource({"event.time", "a b", "ä"})
  void refusesAHeaderForTagsThatIsNone(String header) {
    assertThat(faults(Map.of("tag.header", header))).containsOnlyKeys("tag.header");
  }

  @Test
  void refusesToLimitAHeaderThatIsNotRead() {
    assertThat(faults(Map.of("tag.header", ""))).isEmpty();
    assertThat(faults(Map.of("tag.header", "", "tags.allowed", "my.app.*")))
        .containsOnly(
            Map.entry(
                "tags.allowed",
                List.of(
                    "SetupError 702: Setting tags.allowed makes no sense here: tag.header is empty,"
                        + " so no header chooses a tag. Change one of them.")));
  }

  @Test
  void takesAProxyForHttpsOnly() {
    var proxy = Map.of("proxy.url", "http://proxy.example.com:3128");
    var https = new HashMap<>(proxy);
    https.putAll(Map.of("endpoint", "https://http-eu.devo.io", "domain", "acme", "token", "t"));

    assertThat(faults(https)).isEmpty();
    assertThat(faults(proxy)).containsOnlyKeys("proxy.url");
    assertThat(faults(Map.of("proxy.password", "x"))).containsOnlyKeys("proxy.password");
    https.put("proxy.url", "socks://h:1");
    assertThat(faults(https)).containsOnlyKeys("proxy.url");
  }

  @Test
  void givesAProxyWithItsLogin() {
    var config =
        config(
            "proxy.url", " http://proxy.example.com:3128 ",
            "proxy.username", "u",
            "proxy.password", "p");

    var proxy = config.proxy().orElseThrow();

    assertThat(proxy.url()).hasToString("http://proxy.example.com:3128");
    assertThat(proxy.username()).isEqualTo("u");
    assertThat(proxy.password().value()).isEqualTo("p");
    assertThat(config().proxy()).isEmpty();
  }

  @Test
  void hasThePatienceOfASource() {
    assertThat(config().patience(true).limit()).isEqualTo(Duration.ofHours(24));
    assertThat(config("trouble.patience.ms", "1000").patience(false).limit())
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(faults(Map.of("trouble.patience.ms", "-1"))).containsOnlyKeys("trouble.patience.ms");
  }

  @Test
  void saysThatNoCertificateCanBeCheckedForAnUnderscore() {
    var settings = new HashMap<>(Map.of("endpoint", "tls://devo_relay:443"));

    assertThat(faults(settings).get("endpoint"))
        .containsExactly(
            "SetupError 701: Setting endpoint is not valid: no certificate can be checked for a"
                + " host with an underscore. Use another name of it, or set"
                + " ssl.endpoint.identification.algorithm to nothing. Correct the value.");

    settings.put("ssl.endpoint.identification.algorithm", "");
    assertThat(faults(settings)).doesNotContainKey("endpoint");
    assertThat(faults(Map.of("endpoint", "tcp://devo_relay:13000"))).isEmpty();
  }

  private static DevoSinkConfig config(String... settings) {
    var all = new HashMap<>(Map.of("endpoint", "https://http-eu.devo.io"));
    for (var index = 0; index < settings.length; index += 2) {
      all.put(settings[index], settings[index + 1]);
    }
    return new DevoSinkConfig(all);
  }

  private static Map<String, List<String>> faults(Map<String, String> changes) {
    var settings =
        new HashMap<>(Map.of("endpoint", "tcp://h:1", "connection.check.enabled", "false"));
    settings.putAll(changes);
    return SinkValidation.faults(settings);
  }
}
