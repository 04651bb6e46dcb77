// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsFingerprintTest {
  private static final Map<String, String> SETTINGS =
      Map.of("name", "feed", "token", "canary", "base.url", "https://a.example.com");

  @Test
  void isTheSameAtEachStartInEachWorkerWhateverTheOrder() {
    assertThat(SettingsFingerprint.of(SETTINGS))
        .isEqualTo(SettingsFingerprint.of(new TreeMap<>(SETTINGS)))
        .isEqualTo("0c2a");
  }

  @Test
  void differsForAnotherSecretAndForAnotherConnector() {
    assertThat(SettingsFingerprint.of(with("token", "canary2")))
        .isNotEqualTo(SettingsFingerprint.of(SETTINGS));
    assertThat(SettingsFingerprint.of(with("name", "feed2")))
        .isNotEqualTo(SettingsFingerprint.of(SETTINGS));
  }

  @Test
  void differsIfOnlyTheBorderOfTwoValuesMoves() {
    assertThat(SettingsFingerprint.of(Map.of("a", "1", "b", "2, c=3")))
        .isNotEqualTo(SettingsFingerprint.of(Map.of("a", "1", "b", "2", "c", "3")));
  }

  /** Many guesses would have it, so it confirms none. */
  @Test
  void isShort() {
    assertThat(SettingsFingerprint.of(SETTINGS)).matches("[0-9a-f]{4}");
  }

  private static Map<String, String> with(String name, String value) {
    var settings = new TreeMap<>(SETTINGS);
    settings.put(name, value);
    return settings;
  }
}
