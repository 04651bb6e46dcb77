// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Rules as settings give them, with the hash key {@code key}. */
public final class Masks {
  public static final Obfuscation NONE = of("");

  private Masks() {}

  public static Obfuscation of(String rules) {
    return of(Map.of("rules", rules, "hash.key", "key"));
  }

  static Obfuscation of(Map<String, String> settings) {
    var definition =
        new ConfigDef()
            .define("rules", Type.STRING, Importance.LOW, "")
            .define("hash.key", Type.PASSWORD, null, Importance.LOW, "");
    return Obfuscation.of(new AbstractConfig(definition, settings, false), "rules", "hash.key");
  }

  static String mask(String rules, String json) {
    var bytes = json.getBytes(UTF_8);
    return new String(of(rules).mask(bytes, 0, bytes.length), UTF_8);
  }
}
