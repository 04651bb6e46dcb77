// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static java.util.stream.Collectors.toMap;

import io.tributary.common.error.SetupError;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;

/** Finds settings that do not exist: Connect accepts a misspelt name without a warning. */
public final class UnknownSettings {
  /** What Connect itself reads in the configuration of any connector, in all versions so far. */
  private static final Pattern CONNECT =
      Pattern.compile(
          "name|connector\\.(class|plugin\\.version)|tasks\\.max(\\.enforce)?"
              + "|(key|value|header)\\.converter(\\..*)?|config\\.action\\.reload"
              + "|(errors|topic\\.creation|transaction\\.boundary)\\..*"
              + "|(transforms|predicates)(\\..*)?|(producer|consumer|admin)\\.override\\..*"
              + "|exactly\\.once\\.support|offsets\\.storage\\.topic");

  private static final Pattern PROVIDERS = Pattern.compile("config\\.providers(\\..*)?");

  private UnknownSettings() {}

  /** The messages about config providers, which a worker has and a connector must not. */
  static Map<String, String> providers(Map<String, String> settings) {
    return settings.keySet().stream()
        .filter(name -> PROVIDERS.matcher(name).matches())
        .collect(toMap(name -> name, SetupError.CONFIG_PROVIDERS::message));
  }

  /**
   * What an operator is told about names that neither the definition nor Connect knows, sorted;
   * empty if there are none. It shows no values, because a misspelt name may be that of a secret.
   *
   * @param ofKind what Connect reads from connectors of this kind only
   */
  public static Optional<String> warning(
      Map<String, String> settings, ConfigDef def, Set<String> ofKind) {
    var unknown =
        settings.keySet().stream()
            .filter(name -> !def.names().contains(name) && !ofKind.contains(name))
            .filter(name -> !CONNECT.matcher(name).matches())
            .sorted()
            .toList();
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of("unknown settings have no effect: " + unknown);
  }
}
