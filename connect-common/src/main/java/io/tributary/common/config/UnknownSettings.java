// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static java.util.stream.Collectors.toMap;

import io.tributary.common.error.SetupError;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;

/** Finds settings that do not exist: Connect accepts a misspelt name without a warning. */
public final class UnknownSettings {
  /** What Connect itself reads in the configuration of a source, in all versions so far. */
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

  /** The names that neither the definition nor Connect knows, sorted. */
  public static List<String> in(Map<String, String> settings, ConfigDef def) {
    return settings.keySet().stream()
        .filter(name -> !def.names().contains(name) && !CONNECT.matcher(name).matches())
        .sorted()
        .toList();
  }
}
