// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/** The settings that a plugin reads itself, out of all those that were given to it. */
public final class OwnSettings {
  private OwnSettings() {}

  /**
   * The given settings that the definition knows, as they were given. Kafka's {@code
   * AbstractConfig} resolves <code>${...}</code> by the {@code config.providers} among what it
   * gets. Those of a connector would read files outside the {@code allowed.paths} of its worker.
   */
  public static Map<String, Object> of(ConfigDef def, Map<String, ?> given) {
    var own = new HashMap<String, Object>(given);
    own.keySet().retainAll(def.names());
    return own;
  }
}
