// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import io.tributary.common.OwnSettings;
import io.tributary.common.config.Validators.NumberedType;
import io.tributary.common.error.SetupError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * Validates the settings of any connector: all faults at once, in the words of the error catalogue,
 * each on the setting to correct. A setting has at most one fault.
 */
public final class SettingsValidation {
  private static final String ABSENT = "Missing required configuration";

  private final ConfigDef def;
  private final Map<String, String> given;
  private final List<ConfigValue> results;
  private final Map<String, ConfigValue> byName = new HashMap<>();

  /** Validates each of the given settings by itself. */
  public SettingsValidation(ConfigDef def, Map<String, String> given) {
    this.def = def;
    this.given = given;
    this.results = new ArrayList<>(def.validate(OwnSettings.withLineBreaks(given)));
    var unresolved = new HashMap<>(OwnSettings.unresolved(given));
    // A transform may have placeholders of its own.
    unresolved.keySet().removeIf(name -> name.matches("(transforms|predicates)\\..*"));
    for (var result : results) {
      byName.put(result.name(), result);
      number(result, unresolved.remove(result.name()));
    }
    addToOthers(unresolved);
    // Their values are not repeated: parameters of a provider may be secrets.
    OwnSettings.providers(given).forEach((name, message) -> addToOther(name, null, message));
  }

  /** Adds what is wrong with settings in combination. */
  public SettingsValidation crossCheck(Consumer<CrossFieldChecks> checks) {
    var found = new CrossFieldChecks(values(), given.keySet());
    checks.accept(found);
    return add(found.faults());
  }

  /** Adds faults by the name of the setting, unless it has one already. */
  public SettingsValidation add(Map<String, String> faults) {
    faults.forEach(
        (name, message) -> {
          var result = Objects.requireNonNull(byName.get(name), name);
          if (isValid(result)) {
            result.addErrorMessage(message);
          }
        });
    return this;
  }

  /** Adds faults of settings that are not the connector's own but Connect's, by their name. */
  public SettingsValidation addToOthers(Map<String, String> faults) {
    faults.forEach((name, message) -> addToOther(name, given.get(name), message));
    return this;
  }

  private void addToOther(String name, @Nullable String value, String message) {
    var result = new ConfigValue(name);
    result.value(value);
    result.addErrorMessage(message);
    results.add(result);
  }

  /** Adds what is wrong with keys and certificates. A source requires none of its own. */
  public SettingsValidation checkSsl(boolean ownCertificateRequired) {
    // Kafka reads stores only from ssl.* settings that are all valid by themselves.
    return results.stream().anyMatch(result -> result.name().startsWith("ssl.") && !isValid(result))
        ? this
        : add(new SslSettingsValidator(values()).errors(ownCertificateRequired));
  }

  /** The messages of all faults. */
  public List<String> messages() {
    return results.stream().flatMap(result -> result.errorMessages().stream()).toList();
  }

  /** Whether no fault has been found. */
  public boolean isValid() {
    return results.stream().allMatch(SettingsValidation::isValid);
  }

  /** The parsed values of the settings without a fault, by name. */
  public Map<String, Object> values() {
    var values = new HashMap<String, Object>();
    results.stream()
        .filter(SettingsValidation::isValid)
        .forEach(result -> values.put(result.name(), result.value()));
    return values;
  }

  /** What Connect's validation answers with. */
  public Config config() {
    return new Config(results);
  }

  private static boolean isValid(ConfigValue result) {
    return result.errorMessages().isEmpty();
  }

  /** Replaces Kafka's words by those of the catalogue. */
  private void number(ConfigValue result, @Nullable String unresolved) {
    if (unresolved != null) {
      result.errorMessages().clear();
      result.addErrorMessage(unresolved);
      return;
    }
    var key = Objects.requireNonNull(def.configKeys().get(result.name()), result.name());
    var messages = result.errorMessages();
    if (messages.isEmpty() && !key.hasDefault() && result.value() == null) {
      // Kafka lets a setting pass that is given as null.
      result.addErrorMessage(ABSENT);
    }
    if (messages.size() > 1) {
      // Its validator says in better words that it is missing.
      messages.removeIf(message -> message.startsWith(ABSENT));
    }
    messages.replaceAll(message -> numbered(key, message));
  }

  private String numbered(ConfigDef.ConfigKey key, String message) {
    if (message.matches("(?s)\\w+Error \\d+: .*")) {
      return message;
    }
    if (message.startsWith(ABSENT)) {
      return key.type == Type.PASSWORD
          ? SetupError.SECRET_MISSING.message(key.name)
          : SetupError.SETTING_MISSING.message(key.name);
    }
    if (key.type == Type.BOOLEAN) {
      return SetupError.SWITCH_TYPE.message(key.name);
    }
    return key.validator instanceof NumberedType numbered
        ? numbered.wrongType(key.name, String.valueOf(given.get(key.name)))
        : SetupError.SETTING_INVALID.message(key.name, message);
  }
}
