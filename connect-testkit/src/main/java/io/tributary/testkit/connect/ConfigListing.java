// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * A settings definition as text: one line per setting, except Kafka's own {@code ssl.*}, with
 * everything that a form shows except the documentation.
 */
public final class ConfigListing {
  private ConfigListing() {}

  /** The listing of a definition, in the order of its settings. */
  public static String of(ConfigDef def) {
    return def.configKeys().values().stream()
        .filter(key -> !key.name.startsWith("ssl."))
        .map(key -> line(key, def))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The listing in {@code definition.txt} next to a test. */
  public static String expected(Class<?> test) {
    try (var file = test.getResourceAsStream("definition.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(ConfigKey key, ConfigDef def) {
    var parts =
        List.of(
            key.name,
            key.type,
            key.hasDefault() ? "default " + key.defaultValue : "required",
            key.validator == null ? "any" : key.validator,
            key.importance,
            key.group + " " + key.orderInGroup,
            key.width,
            key.displayName,
            "dependents " + key.dependents,
            "offers " + key.recommender.validValues(key.name, Map.of()),
            "shown with " + shownWith(key, def));
    return parts.stream().map(String::valueOf).collect(Collectors.joining(" | "));
  }

  /** The values of another setting for which a form shows this one. Empty if it always does. */
  private static List<String> shownWith(ConfigKey key, ConfigDef def) {
    return def.configKeys().values().stream()
        .filter(parent -> parent.dependents.contains(key.name))
        .flatMap(
            parent ->
                values(parent)
                    .filter(value -> key.recommender.visible(key.name, Map.of(parent.name, value)))
                    .map(value -> parent.name + "=" + value))
        .toList();
  }

  private static Stream<Object> values(ConfigKey parent) {
    var offered = parent.recommender.validValues(parent.name, Map.of());
    return offered.isEmpty() ? Stream.of("", "any") : offered.stream();
  }
}
