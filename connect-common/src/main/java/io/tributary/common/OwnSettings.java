// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import static java.util.stream.Collectors.toMap;

import io.tributary.common.error.SetupError;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The settings that a plugin reads itself, out of all those that were given to it. */
public final class OwnSettings {
  /** What Kafka's {@code ConfigTransformer} replaces, with the name of the provider. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([\\w.-]+):[^}]*}");

  private static final Pattern PROVIDERS = Pattern.compile("config\\.providers(\\..*)?");

  private static final Set<String> PEM =
      Set.of(
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG);

  private OwnSettings() {}

  /**
   * The given settings that the definition knows, as they were given. Kafka's {@code
   * AbstractConfig} resolves <code>${...}</code> by the {@code config.providers} among what it
   * gets. Those of a connector would read files outside the {@code allowed.paths} of its worker.
   *
   * @throws ConfigException with {@link SetupError#NOT_RESOLVED} if one of them is still a
   *     reference, which would be sent as if it were the secret
   */
  public static Map<String, Object> of(ConfigDef def, Map<String, ?> given) {
    var own = new HashMap<String, Object>(withLineBreaks(given));
    own.keySet().retainAll(def.names());
    var unresolved = unresolved(own);
    if (!unresolved.isEmpty()) {
      throw new ConfigException(String.join(" ", unresolved.values()));
    }
    return own;
  }

  /**
   * The messages about values with a reference that the worker has not replaced, by the name of the
   * setting. A worker reports neither an unknown provider, nor a path that is not allowed, nor a
   * key that is missing.
   */
  public static Map<String, String> unresolved(Map<String, ?> given) {
    var faults = new TreeMap<String, String>();
    given.forEach((name, value) -> fault(name, value).ifPresent(text -> faults.put(name, text)));
    return faults;
  }

  /** The messages about config providers, which a worker has and a connector must not. */
  public static Map<String, String> providers(Map<String, ?> given) {
    return given.keySet().stream()
        .filter(name -> PROVIDERS.matcher(name).matches())
        .collect(toMap(name -> name, SetupError.CONFIG_PROVIDERS::message));
  }

  /**
   * The settings with line breaks in their PEM texts, in which files of one line, such as JSON or
   * properties, have a backslash and an n.
   */
  public static <T> Map<String, T> withLineBreaks(Map<String, T> given) {
    var all = new HashMap<String, T>(given);
    all.replaceAll((name, value) -> PEM.contains(name) ? unfolded(value) : value);
    return all;
  }

  // The text is as it was, or a text as well.
  @SuppressWarnings("unchecked")
  private static <T> T unfolded(T value) {
    return value instanceof String text && text.contains("-----BEGIN")
        ? (T) text.replace("\\r", "").replace("\\n", "\n")
        : value;
  }

  /** Refuses a value with such a reference. */
  public static Validator resolved() {
    return ConfigDef.LambdaValidator.with(
        (name, value) ->
            fault(name, value)
                .ifPresent(
                    text -> {
                      throw new ConfigException(text);
                    }),
        () -> "");
  }

  private static Optional<String> fault(String name, @Nullable Object value) {
    var text = value instanceof Password secret ? secret.value() : String.valueOf(value);
    var reference = REFERENCE.matcher(text);
    return reference.find()
        ? Optional.of(SetupError.NOT_RESOLVED.message(name, reference.group(1)))
        : Optional.empty();
  }
}
