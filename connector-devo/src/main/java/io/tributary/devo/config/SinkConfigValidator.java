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

/** Finds every mistake in the settings at once, each on its field and with its number. */
public final class SinkConfigValidator {
  private static final String PROTOCOLS = SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG;
  private static final List<String> MODERN = List.of("TLSv1.2", "TLSv1.3");

  private SinkConfigValidator() {}

  /** The settings with their faults, as Connect's validation wants them. */
  public static Config validate(Map<String, String> settings) {
    var values = DevoSinkConfig.def().validate(settings);
    values.forEach(value -> number(value, settings));
    var sound = new HashMap<String, @Nullable Object>();
    for (var value : values) {
      if (value.errorMessages().isEmpty()) {
        sound.put(value.name(), value.value());
      }
    }
    var conflicts = conflicts(sound);
    for (var value : values) {
      var fault = conflicts.get(value.name());
      if (fault != null) {
        value.addErrorMessage(fault);
      }
    }
    return new Config(values);
  }

  /**
   * The settings of a task that is about to start.
   *
   * @throws ConfigException that lists all faults
   */
  public static DevoSinkConfig parse(Map<String, String> settings) {
    var faults =
        validate(settings).configValues().stream()
            .flatMap(value -> value.errorMessages().stream())
            .toList();
    if (!faults.isEmpty()) {
      throw new ConfigException(String.join(" ", faults));
    }
    return new DevoSinkConfig(settings);
  }

  /** How settings fit together, as far as each is sound by itself. */
  private static Map<String, String> conflicts(Map<String, @Nullable Object> sound) {
    var faults = new HashMap<String, String>();
    if (sound.get(DevoSinkConfig.BACKOFF) instanceof Long first
        && sound.get(DevoSinkConfig.BACKOFF_MAX) instanceof Long max
        && max < first) {
      conflict(DevoSinkConfig.BACKOFF_MAX, "it is below " + DevoSinkConfig.BACKOFF, faults);
    }
    if ("gzip".equals(sound.get(DevoSinkConfig.COMPRESSION))
        && "octet-counting".equals(sound.get(DevoSinkConfig.MULTILINE))) {
      conflict(
          DevoSinkConfig.COMPRESSION,
          "what is packed are lines, and multiline.mode is octet-counting",
          faults);
    }
    if (sound.get(DevoSinkConfig.ENDPOINT) instanceof String url) {
      var endpoint = Endpoint.parse(url);
      if (!endpoint.tls()
          && DevoSinkConfig.CLOSE_NOTIFY.equals(sound.get(DevoSinkConfig.CONFIRM))) {
        conflict(DevoSinkConfig.CONFIRM, "only a tls:// endpoint sends a close_notify", faults);
      }
      if (endpoint.http()) {
        faults.putAll(HttpSettingConflicts.of(sound));
      }
      if (endpoint.relp()) {
        faults.putAll(relpFaults(sound));
      }
      if (endpoint.http() || endpoint.tls()) {
        faults.putAll(tlsFaults(sound, endpoint.tls()));
      }
    }
    return faults;
  }

  private static Map<String, String> relpFaults(Map<String, @Nullable Object> sound) {
    var faults = new HashMap<String, String>();
    if (sound.get(DevoSinkConfig.CONFIRM) instanceof String confirm
        && !confirm.equals(DevoSinkConfig.HALF_CLOSE)) {
      conflict(DevoSinkConfig.CONFIRM, "RELP confirms by its 200", faults);
    }
    if ("gzip".equals(sound.get(DevoSinkConfig.COMPRESSION))) {
      conflict(DevoSinkConfig.COMPRESSION, "RELP knows none", faults);
    }
    if ("octet-counting".equals(sound.get(DevoSinkConfig.MULTILINE))) {
      conflict(DevoSinkConfig.MULTILINE, "RELP has its own count", faults);
    }
    return faults;
  }

  private static Map<String, String> tlsFaults(
      Map<String, @Nullable Object> sound, boolean certificate) {
    var faults = new SslSettingsValidator(sound).faults(certificate);
    if (sound.get(PROTOCOLS) instanceof List<?> on && !MODERN.containsAll(on)) {
      faults.put(
          PROTOCOLS,
          SetupError.SETTING_INVALID.message(PROTOCOLS, "only TLSv1.2 and TLSv1.3 may be on"));
    }
    return faults;
  }

  static void conflict(String name, String why, Map<String, String> faults) {
    faults.put(name, SetupError.SETTINGS_CONFLICT.message(name, why));
  }

  /** Puts what Kafka itself found wrong into the words of the catalogue. */
  private static void number(ConfigValue value, Map<String, String> settings) {
    var numbered =
        value.errorMessages().stream()
            .map(message -> number(value.name(), message, settings.containsKey(value.name())))
            .toList();
    value.errorMessages().clear();
    numbered.forEach(value::addErrorMessage);
  }

  private static String number(String name, String message, boolean given) {
    if (message.startsWith("SetupError ")) {
      return message;
    }
    return given
        ? SetupError.SETTING_INVALID.message(name, message)
        : SetupError.SETTING_MISSING.message(name);
  }
}
