package io.tributary.common.config;

import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.SetupError;
import io.tributary.common.http.Tls;
import io.tributary.common.obfuscation.Obfuscation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * What is wrong with a connector's settings beyond what each validator sees: all of it in numbered
 * words, each on its field.
 */
public final class SourceFaults {
  private static final List<String> KEY_MATERIAL =
      List.of(
          SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG,
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG);

  private final Map<String, ConfigValue> fields = new HashMap<>();

  /** Completes what Kafka's own validation has found. */
  public SourceFaults(Config validated) {
    for (var field : validated.configValues()) {
      fields.put(field.name(), field);
      field.errorMessages().replaceAll(message -> numbered(field.name(), message));
    }
  }

  /**
   * Adds the vendor's conflicts and what depends on today's date. That is checked here only: a task
   * that restarts a year later must still start.
   */
  public void add(Function<Map<String, Object>, Map<String, String>> conflicts, Instant now) {
    var values = new HashMap<String, Object>();
    fields.forEach((name, field) -> values.put(name, field.value()));
    conflicts.apply(values).forEach(this::fault);
    hashKey(values);
    startTime(values, now);
    tls(values);
  }

  /** Those of the given settings that have no value, with the given errors. */
  public static Map<String, String> missing(
      Map<String, Object> values, Map<String, SetupError> required) {
    var missing = new HashMap<String, String>();
    required.forEach(
        (name, error) -> {
          var value = values.get(name);
          var text = value instanceof Password secret ? secret.value() : value;
          if (text == null || text.toString().isBlank()) {
            missing.put(name, error.message(name));
          }
        });
    return missing;
  }

  private void hashKey(Map<String, Object> values) {
    var rules = fields.get(SourceSettings.OBFUSCATION_RULES);
    if (rules != null
        && rules.errorMessages().isEmpty()
        && Obfuscation.needsKey((String) rules.value())) {
      missing(values, Map.of(SourceSettings.OBFUSCATION_HASH_KEY, SetupError.SECRET_MISSING))
          .forEach(this::fault);
    }
  }

  private void startTime(Map<String, Object> values, Instant now) {
    var text = String.valueOf(values.get(SourceSettings.START_TIME));
    var days = values.get(SourceSettings.START_MAX_AGE);
    var start = Timestamps.parse(text);
    if (start.isEmpty()) {
      return;
    }
    if (!start.get().isBefore(now)) {
      fault(
          SourceSettings.START_TIME,
          InitVariablesError.START_TIME_NOT_PAST.message(SourceSettings.START_TIME, text));
    } else if (days instanceof Integer most
        && most > 0
        && start.get().isBefore(now.minus(Duration.ofDays(most)))) {
      fault(
          SourceSettings.START_TIME,
          SetupError.START_TOO_OLD.message(SourceSettings.START_TIME, most, text));
    }
  }

  /** Stores, certificates and keys that cannot be used, on the first setting that names one. */
  private void tls(Map<String, Object> values) {
    if (fields.values().stream()
        .anyMatch(field -> field.name().startsWith("ssl.") && !field.errorMessages().isEmpty())) {
      return;
    }
    try {
      var unused = new Tls(values).newContext();
    } catch (ConfigException e) {
      var first = KEY_MATERIAL.stream().filter(name -> values.get(name) != null).findFirst();
      fault(first.orElse(SslConfigs.SSL_PROTOCOL_CONFIG), String.valueOf(e.getMessage()));
    }
  }

  private void fault(String name, String message) {
    Objects.requireNonNull(fields.get(name), name).addErrorMessage(message);
  }

  private static String numbered(String name, String message) {
    if (message.startsWith("Missing required configuration")) {
      return name.equals(SourceSettings.BASE_URL)
          ? SetupError.BASE_URL_MISSING.message(name)
          : SetupError.SETTING_MISSING.message(name);
    }
    return message.matches("(?s)\\w+Error \\d+: .*")
        ? message
        : SetupError.SETTING_INVALID.message(name, message);
  }
}
