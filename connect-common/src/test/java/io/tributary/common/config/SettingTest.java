// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.junit.jupiter.api.Test;

class SettingTest {
  private static final Setting<Duration> TIMEOUT =
      Setting.timeout("connect.timeout.ms", 10_000).between(1, 60_000).text("How long to wait.");

  @Test
  void itsDeclarationIsItsDefinition() {
    var key = define(TIMEOUT).configKeys().get("connect.timeout.ms");

    assertThat(key.type).isEqualTo(Type.INT);
    assertThat(key.defaultValue).isEqualTo(10_000);
    assertThat(key.validator).hasToString("[1, 60000]");
    assertThat(key.importance).isEqualTo(Importance.LOW);
    assertThat(key.documentation).isEqualTo("How long to wait.");
    assertThat(key.displayName).isEqualTo("Connect timeout ms");
    assertThat(key.width).isEqualTo(Width.SHORT);
  }

  @Test
  void itsValueHasTheTypeOfItsDeclaration() {
    var proxy = Setting.optionalString("proxy");

    assertThat(TIMEOUT.of(parsed(TIMEOUT, Map.of()))).hasSeconds(10);
    assertThat(TIMEOUT.of(parsed(TIMEOUT, Map.of("connect.timeout.ms", "5")))).hasMillis(5);
    assertThat(proxy.of(parsed(proxy, Map.of()))).isEqualTo(Optional.empty());
    assertThat(proxy.as(Optional::isPresent).of(parsed(proxy, Map.of("proxy", "a")))).isTrue();
  }

  @Test
  void aDerivedOneLeavesTheSharedOneAsItIs() {
    var slow = TIMEOUT.defaultsTo(Duration.ofSeconds(30));

    assertThat(slow.of(parsed(slow, Map.of()))).hasSeconds(30);
    assertThat(TIMEOUT.of(parsed(TIMEOUT, Map.of()))).hasSeconds(10);
  }

  @Test
  void aFormShowsADependentOneOnlyWithAValueOfTheOther() {
    var mode = Setting.oneOf("mode", "none", "range");
    var end = Setting.string("end").when(mode, "range");
    var def = define(mode, end);

    var shown = def.configKeys().get("end").recommender;

    assertThat(def.configKeys().get("mode").dependents).containsExactly("end");
    assertThat(shown.visible("end", Map.of("mode", "range"))).isTrue();
    assertThat(shown.visible("end", Map.of("mode", "none"))).isFalse();
  }

  private static ConfigDef define(Setting<?>... settings) {
    var def = new ConfigDef();
    new SettingGroup(def, "Test").add(settings);
    return def;
  }

  private static AbstractConfig parsed(Setting<?> setting, Map<String, String> given) {
    return new AbstractConfig(define(setting), given, false);
  }
}
