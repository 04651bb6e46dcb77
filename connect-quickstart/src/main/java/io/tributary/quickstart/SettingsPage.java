package io.tributary.quickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.connector.Connector;

/** Prints {@code docs/settings.md} from the definitions the connectors validate with. */
final class SettingsPage {
  private static final String TLS = "ssl.";
  private static final int SHOWN = 60;

  private SettingsPage() {}

  static String of(List<Connector> connectors) {
    var page = new StringBuilder();
    page.append("# Settings\n\n");
    page.append(
        "<!-- Generated from the connectors by ./quickstart --write-docs. Do not edit. -->\n\n");
    page.append(
        "The settings every Kafka Connect connector has (`name`, `connector.class`, `tasks.max`,\n");
    page.append(
        "converters, transforms, error handling) are described by Apache Kafka. A source runs one task\n");
    page.append(
        "whatever `tasks.max` says. Every setting is checked when a connector is created, all at once;\n");
    page.append(
        "[errors.md](errors.md) lists what can be wrong. Keep secrets out of the configuration with a\n");
    page.append("ConfigProvider: [operating.md](operating.md#secrets).\n");
    var tls = new TreeMap<String, ConfigKey>();
    for (Connector connector : connectors) {
      page.append("\n## ").append(connector.getClass().getSimpleName()).append("\n\n");
      page.append("`connector.class`: `").append(connector.getClass().getName()).append("`\n");
      groups(connector, tls).forEach((group, keys) -> table(page, group, keys));
    }
    page.append(
        "\n## TLS\n\nEvery connector takes Kafka's own `ssl.*` settings; `ssl.engine.factory.class` has no effect.\n\n");
    rows(page, List.copyOf(tls.values()));
    return page.toString();
  }

  private static Map<String, List<ConfigKey>> groups(
      Connector connector, Map<String, ConfigKey> tls) {
    var groups = new LinkedHashMap<String, List<ConfigKey>>();
    for (ConfigKey key : connector.config().configKeys().values()) {
      if (key.name.startsWith(TLS)) {
        tls.putIfAbsent(key.name, key);
      } else {
        String group = key.group == null ? "" : key.group;
        groups.computeIfAbsent(group, name -> new ArrayList<>()).add(key);
      }
    }
    return groups;
  }

  private static void table(StringBuilder page, String group, List<ConfigKey> keys) {
    page.append(group.isEmpty() ? "\n" : "\n### " + group + "\n\n");
    rows(page, keys);
  }

  private static void rows(StringBuilder page, List<ConfigKey> keys) {
    page.append("| Setting | Type | Default | Valid values | Meaning |\n");
    page.append("| --- | --- | --- | --- | --- |\n");
    for (ConfigKey key : keys) {
      page.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  key.name,
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
