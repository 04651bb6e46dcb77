// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.connector.Connector;

/** Generates the settings from the definitions with which the connectors validate them. */
final class SettingsPage {
  private static final String GENERATED =
      "<!-- Generated from the connectors by ./quickstart --write-docs. Do not edit. -->\n\n";
  private static final String TLS = "ssl.";
  private static final int SHOWN = 60;

  private SettingsPage() {}

  /** The page for all connectors: their common settings, and links to the other pages. */
  static String ofAll(List<Connector> connectors) {
    var page = new StringBuilder();
    page.append("# Settings\n\n").append(GENERATED);
    page.append(
        "The settings every Kafka Connect connector has (`name`, `connector.class`, `tasks.max`,\n");
    page.append(
        "converters, transforms, error handling) are described by Apache Kafka. A source runs one task\n");
    page.append(
        "whatever `tasks.max` says, unless `backfill.slices` divides its history. Every setting is checked\n");
    page.append("when a connector is created, all at once.\n");
    page.append(
        "[errors.md](errors.md) lists all possible faults. Keep secrets out of the configuration with a\n");
    page.append("ConfigProvider: [deploy.md](deploy.md#secrets). Kafka removes blanks and line\n");
    page.append(
        "breaks at both ends of every value, such as the one at the end of a secret's file.\n\n");
    page.append(
        "The settings of each connector are listed in its own folder, `connector-*/docs/settings.md`.\n");
    page.append(
        "\n## TLS\n\nEvery connector accepts Kafka's own `ssl.*` settings, except that `ssl.engine.factory.class` has no effect.\n\n");
    var tls = new TreeMap<String, ConfigKey>();
    for (Connector connector : connectors) {
      for (ConfigKey key : connector.config().configKeys().values()) {
        if (key.name.startsWith(TLS)) {
          tls.putIfAbsent(key.name, key);
        }
      }
    }
    rows(page, List.copyOf(tls.values()));
    return page.toString();
  }

  /** The page in a connector's folder. */
  static String of(Connector connector) {
    var page = new StringBuilder();
    page.append("# Settings of the ").append(connector.getClass().getSimpleName());
    page.append("\n\n").append(GENERATED);
    page.append("`connector.class`: `").append(connector.getClass().getName()).append("`\n\n");
    page.append(
        "The `ssl.*` settings, and those of Kafka Connect itself: [docs/settings.md](../../docs/settings.md).\n");
    groups(connector).forEach((group, keys) -> table(page, group, keys));
    return page.toString();
  }

  private static Map<String, List<ConfigKey>> groups(Connector connector) {
    var groups = new LinkedHashMap<String, List<ConfigKey>>();
    for (ConfigKey key : connector.config().configKeys().values()) {
      if (!key.name.startsWith(TLS)) {
        String group = key.group == null ? "" : key.group;
        groups.computeIfAbsent(group, name -> new ArrayList<>()).add(key);
      }
    }
    return groups;
  }

  private static void table(StringBuilder page, String group, List<ConfigKey> keys) {
    page.append(group.isEmpty() ? "\n" : "\n## " + group + "\n\n");
    rows(page, keys);
  }

  private static void rows(StringBuilder page, List<ConfigKey> keys) {
    page.append("| Setting | Importance | Type | Default | Valid values | Meaning |\n");
    page.append("| --- | --- | --- | --- | --- | --- |\n");
    for (ConfigKey key : keys) {
      page.append(
          "| %s`%s` | %s | %s | %s | %s | %s |\n"
              .formatted(
                  Cells.anchor(key.name),
                  key.name,
                  Cells.lower(key.importance),
                  Cells.lower(key.type),
                  defaultOf(key),
                  valid(key),
                  Cells.text(key.documentation)));
    }
  }

  private static String defaultOf(ConfigKey key) {
    if (!key.hasDefault()) {
      return "**required**";
    }
    Object value = key.defaultValue;
    String text =
        value instanceof List<?> list
            ? String.join(",", list.stream().map(String::valueOf).toList())
            : String.valueOf(value);
    return value == null || text.isEmpty() ? "–" : Cells.code(text);
  }

  private static String valid(ConfigKey key) {
    String text = key.validator == null ? "" : key.validator.toString();
    return text.length() > SHOWN || text.contains("@") ? "" : Cells.text(text);
  }
}
