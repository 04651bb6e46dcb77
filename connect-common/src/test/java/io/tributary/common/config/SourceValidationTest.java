// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.SetupError;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

class SourceValidationTest {
  private static final SourceDefaults DEFAULTS =
      new SourceDefaults(
          "my.app.plain",
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          100,
          100,
          Duration.ofDays(1),
          "",
          List.of(""),
          List.of("/id"),
          List.of("/time"),
          "id",
          SetupError.START_FORMAT,
          SetupError.START_IN_FUTURE);

  @Test
  void reportsAKeyStoreThatCannotBeReadOnItsOwnSetting() {
    var trusted = new HeldCertificate.Builder().build().certificatePem();

    var faults =
        faults(
            Map.of(
                "ssl.truststore.type", "PEM",
                "ssl.truststore.certificates", trusted,
                "ssl.keystore.location", "/does/not/exist.jks",
                "ssl.keystore.password", "any"));

    assertThat(faults).containsOnlyKeys("ssl.keystore.location");
  }

  @Test
  void refusesAProtocolThatTheClientCouldNotUse() {
    assertThat(faults(Map.of("ssl.enabled.protocols", "TLSv1.9")))
        .containsOnly(
            Map.entry(
                "ssl.enabled.protocols",
                List.of(
                    "SetupError 701: Setting ssl.enabled.protocols is not valid: only TLSv1.2 and"
                        + " TLSv1.3 are allowed. Correct the value.")));
  }

  @Test
  void namesTheSettingThatWasGivenAndNotADefault() {
    assertThat(faults(Map.of("retry.backoff.ms", "70000"))).containsOnlyKeys("retry.backoff.ms");
    assertThat(faults(Map.of("retry.backoff.ms", "70000", "retry.backoff.max.ms", "65000")))
        .containsOnlyKeys("retry.backoff.ms");
    assertThat(faults(Map.of("retry.backoff.max.ms", "500"))).isEmpty();
  }

  @Test
  void aRequiredSettingThatIsNullIsMissing() {
    var settings = new HashMap<String, String>();
    settings.put("base.url", null);

    assertThat(faults(settings).get("base.url")).first().asString().startsWith("SetupError 1: ");
  }

  private static Map<String, List<String>> faults(Map<String, String> settings) {
    var all = new HashMap<>(Map.of("base.url", "https://example.com"));
    all.putAll(settings);
    return new SourceValidation(DEFAULTS, checks -> {}, Instant.parse("2026-03-01T00:00:00Z"))
        .validate(SourceSettings.define(DEFAULTS), all).config().configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }
}
