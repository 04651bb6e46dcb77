// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSettingsTest {
  private static final ConfigDef DEF =
      new ConfigDef().define("token", ConfigDef.Type.PASSWORD, ConfigDef.Importance.LOW, "Secret.");

  @ParameterizedTest
  @CsvSource({
    "${file:/etc/secrets/a.properties:token}, file",
    "${env:TOKEN}, env",
    "Bearer ${vault:kv/a:token}, vault",
    "${directory:/etc/secrets:}, directory",
  })
  void aReferenceThatIsStillThereIsNoValue(String value, String provider) {
    var message =
        "SetupError 707: Setting token was not resolved: it still refers to the config provider "
            + provider
            + ". Make sure that";

    assertThat(OwnSettings.unresolved(Map.of("token", value)).get("token")).startsWith(message);
    assertThatThrownBy(() -> OwnSettings.of(DEF, Map.of("token", value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a$b{c:d}", "${token}", "$1", "x${\", \"a\": \"b\"}", "{a:b}"})
  void otherTextIs(String value) {
    assertThat(OwnSettings.unresolved(Map.of("token", value))).isEmpty();
    assertThat(OwnSettings.of(DEF, Map.of("token", value))).containsEntry("token", value);
  }

  @Test
  void whatAPluginDoesNotReadIsNotItsFault() {
    assertThat(OwnSettings.of(DEF, Map.of("other", "${a:b}"))).isEmpty();
  }
}
