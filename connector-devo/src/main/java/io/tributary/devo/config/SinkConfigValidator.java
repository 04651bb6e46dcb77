package io.tributary.devo.config;

import io.tributary.common.error.SetupError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/** Validates all settings at once: each error is on its setting and has a number. */
public final class SinkConfigValidator {
  private static final String PROTOCOLS = SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG;
  private static final List<String> ALLOWED_PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

  private SinkConfigValidator() {}

  /** The settings with their errors, for Connect's {@code validate}. */
  public static Config validate(Map<String, String> settings) {
    var values = DevoSinkConfig.def().validate(settings);
    values.forEach(value -> number(value, settings));
    var valid = new HashMap<String, @Nullable Object>();
    for (var value : values) {
      if (value.errorMessages().isEmpty()) {
        valid.put(value.name(), value.value());
      }
    }
    var conflicts = conflicts(valid);
    for (var value : values) {
      var error = conflicts.get(value.name());
      if (error != null) {
        value.addErrorMessage(error);
      }
    }
    return new Config(values);
  }

  /**
   * Parses the settings of a task.
   *
   * @throws ConfigException that lists all errors
   */
  public static DevoSinkConfig parse(Map<String, String> settings) {
    var errors =
        validate(settings).configValues().stream()
            .flatMap(value -> value.errorMessages().stream())
            .toList();
    if (!errors.isEmpty()) {
      throw new ConfigException(String.join(" ", errors));
    }
    return new DevoSinkConfig(settings);
  }

  /** Checks settings against each other, as far as they are valid on their own. */
  private static Map<String, String> conflicts(Map<String, @Nullable Object> valid) {
    var errors = new HashMap<String, String>();
    if (valid.get(DevoSinkConfig.BACKOFF) instanceof Long first
        && valid.get(DevoSinkConfig.BACKOFF_MAX) instanceof Long max
        && max < first) {
      addConflict(DevoSinkConfig.BACKOFF_MAX, "it is below " + DevoSinkConfig.BACKOFF, errors);
    }
    if ("gzip".equals(valid.get(DevoSinkConfig.COMPRESSION))
        && "octet-counting".equals(valid.get(DevoSinkConfig.MULTILINE))) {
      addConflict(
          DevoSinkConfig.COMPRESSION,
          "it compresses lines, but multiline.mode is octet-counting",
          errors);
    }
    if (valid.get(DevoSinkConfig.ENDPOINT) instanceof String url) {
      var endpoint = Endpoint.parse(url);
      if (!endpoint.tls()
          && DevoSinkConfig.CLOSE_NOTIFY.equals(valid.get(DevoSinkConfig.CONFIRM))) {
        addConflict(DevoSinkConfig.CONFIRM, "only a tls:// endpoint sends a close_notify", errors);
      }
      if (endpoint.http()) {
        errors.putAll(HttpSettingConflicts.errors(valid));
      }
      if (endpoint.relp()) {
        errors.putAll(relpConflicts(valid));
      }
      if (endpoint.http() || endpoint.tls()) {
        errors.putAll(tlsErrors(valid, endpoint.tls()));
      }
    }
    return errors;
  }

  private static Map<String, String> relpConflicts(Map<String, @Nullable Object> valid) {
    var errors = new HashMap<String, String>();
    if (valid.get(DevoSinkConfig.CONFIRM) instanceof String confirm
        && !confirm.equals(DevoSinkConfig.HALF_CLOSE)) {
      addConflict(DevoSinkConfig.CONFIRM, "RELP confirms with a 200 answer", errors);
    }
    if ("gzip".equals(valid.get(DevoSinkConfig.COMPRESSION))) {
      addConflict(DevoSinkConfig.COMPRESSION, "RELP has no compression", errors);
    }
    if ("octet-counting".equals(valid.get(DevoSinkConfig.MULTILINE))) {
      addConflict(DevoSinkConfig.MULTILINE, "RELP counts bytes itself", errors);
    }
    return errors;
  }

  private static Map<String, String> tlsErrors(
      Map<String, @Nullable Object> valid, boolean certificate) {
    var errors = new SslSettingsValidator(valid).errors(certificate);
    if (valid.get(PROTOCOLS) instanceof List<?> on && !ALLOWED_PROTOCOLS.containsAll(on)) {
      errors.put(
          PROTOCOLS,
          SetupError.SETTING_INVALID.message(PROTOCOLS, "only TLSv1.2 and TLSv1.3 may be on"));
    }
    return errors;
  }

  static void addConflict(String name, String why, Map<String, String> errors) {
    errors.put(name, SetupError.SETTINGS_CONFLICT.message(name, why));
  }

  /** Gives the errors that Kafka itself has found a number of the catalogue. */
  private static void number(ConfigValue value, Map<String, String> settings) {
    var numbered =
        value.errorMessages().stream()
            .map(message -> number(value.name(), message, settings.containsKey(value.name())))
            .toList();
    value.errorMessages().clear();
    numbered.forEach(value::addErrorMessage);
  }

  private static String number(String name, String message, boolean isSet) {
    if (message.startsWith("SetupError ")) {
      return message;
    }
    return isSet
        ? SetupError.SETTING_INVALID.message(name, message)
        : SetupError.SETTING_MISSING.message(name);
  }
}
