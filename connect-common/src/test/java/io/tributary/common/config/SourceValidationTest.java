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
    assertThat(faults(Map.of("ssl.enabled.protocols", "TLSv1,TLSv1.2")))
        .containsOnlyKeys("ssl.enabled.protocols");
    assertThat(faults(Map.of("ssl.enabled.protocols", "TLSv1.1")))
        .containsOnlyKeys("ssl.enabled.protocols");
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

  @Test
  void refusesToLetConnectDropRecordsInSilence() {
    assertThat(faults(Map.of("errors.tolerance", "all")))
        .containsOnly(
            Map.entry(
                "errors.tolerance",
                List.of(
                    "SetupError 704: errors.tolerance=all would lose events: without exactly-once"
                        + " delivery Connect drops each record that Kafka refuses, and commits past"
                        + " it. Set it to none, or set exactly.once.support to required, on workers"
                        + " with exactly.once.source.support=enabled.")));
    assertThat(faults(Map.of("errors.tolerance", " ALL ", "exactly.once.support", "requested")))
        .containsOnlyKeys("errors.tolerance");
    assertThat(faults(Map.of("errors.tolerance", "all", "exactly.once.support", "required")))
        .isEmpty();
    assertThat(faults(Map.of("errors.tolerance", "none"))).isEmpty();
  }

  @Test
  void refusesToCommitPastRecordsThatABrokerMayLose() {
    for (var acks : List.of("0", "1", " 1 ")) {
      assertThat(faults(Map.of("producer.override.acks", acks)).get("producer.override.acks"))
          .as(acks)
          .singleElement()
          .asString()
          .startsWith("SetupError 705: producer.override.acks=" + acks.strip() + " would lose");
    }
    assertThat(faults(Map.of("producer.override.acks", "all"))).isEmpty();
    assertThat(faults(Map.of("producer.override.acks", "-1"))).isEmpty();
  }

  @Test
  void aStartThatHasGrownOldDoesNotKeepSettingsFromBeingChanged() {
    assertThat(faults(Map.of("initial.start.time.in.utc", "2025-02-28T00:00:00Z"))).isEmpty();
    assertThat(faults(Map.of("initial.start.time.in.utc", "2026-03-02T00:00:00Z")))
        .containsOnlyKeys("initial.start.time.in.utc");
  }

  @Test
  void aSchemeIsNoLessSafeForBeingWrittenInCapitals() {
    assertThat(faults(Map.of("base.url", "HTTPS://KW.example.com"))).isEmpty();
    var values =
        Map.<String, Object>of(
            "base.url", "HTTPS://a.example.com", "token.url", "HTTP://a.example.com");

    var checks =
        new CrossFieldChecks(values, values.keySet())
            .asSafeAs(Setting.string("token.url"), SourceSettings.BASE_URL);

    assertThat(checks.faults()).containsOnlyKeys("token.url");
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
