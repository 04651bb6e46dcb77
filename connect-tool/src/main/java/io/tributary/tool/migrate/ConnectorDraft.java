// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import io.tributary.tool.connector.BundledConnectors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;

/** A connector under construction from a collector's settings, with its secrets in clear text. */
final class ConnectorDraft {
  private static final String STRINGS = "org.apache.kafka.connect.storage.StringConverter";

  final String name;
  final Connector connector;
  final Map<String, String> config = new LinkedHashMap<>();

  /** Settings whose secret was not found: the operator has to add a file for each. */
  final Set<String> missing = new TreeSet<>();

  /** Notes for the operator. */
  final List<String> notes = new ArrayList<>();

  ConnectorDraft(String name, Connector connector) {
    this.name = name;
    this.connector = connector;
    config.put("connector.class", connector.getClass().getName());
    config.put("tasks.max", "1");
    config.put("key.converter", STRINGS);
    config.put("value.converter", STRINGS);
  }

  void set(String setting, Optional<String> value) {
    value.ifPresent(
        text -> {
          config.put(setting, text);
          if (text.contains("${")) {
            note(
                "The worker replaces the placeholder in "
                    + setting
                    + " by a value of its own. Check that this is intended.");
          }
        });
  }

  void note(String text) {
    notes.add(text);
  }

  /** The topic a source writes to. */
  String topic() {
    return String.valueOf(connector.config().defaultValues().get("topic"));
  }

  /** Whether the setting is a secret and its value is not a reference to one. */
  boolean isSecret(String setting) {
    var key = connector.config().configKeys().get(setting);
    return key != null
        && key.type == ConfigDef.Type.PASSWORD
        && !config.getOrDefault(setting, "").startsWith("${");
  }

  /** The faults that a validation without a connection finds, by setting. */
  Map<String, List<String>> faults() {
    var offline = new LinkedHashMap<>(config);
    offline.put("name", name);
    offline.put("connection.check.enabled", "false");
    var faults = BundledConnectors.faults(connector, offline);
    if (!missing.isEmpty()) {
      // Missing files cannot be validated.
      faults.keySet().removeIf(setting -> setting.startsWith("ssl."));
    }
    return faults;
  }
}
