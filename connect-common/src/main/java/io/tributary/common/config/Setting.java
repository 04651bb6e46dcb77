// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import io.tributary.common.config.FormHints.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * One setting in one declaration: name, type, default, check, importance, text, when a form shows
 * it, and its typed value in a parsed configuration. Immutable; a connector that needs another
 * default, check or text derives its own from the shared one.
 */
public final class Setting<T> {
  private final Parts parts;
  private final BiFunction<AbstractConfig, String, T> getter;

  private Setting(Parts parts, BiFunction<AbstractConfig, String, T> getter) {
    this.parts = parts;
    this.getter = getter;
  }

  /** All of a setting but its getter. */
  private static final class Parts {
    private final String name;
    private final Type type;
    private @Nullable Object defaultValue;
    private @Nullable Validator validator;
    private Importance importance = Importance.LOW;
    private String text = "";
    private @Nullable Condition condition;

    Parts(String name, Type type, @Nullable Object defaultValue) {
      this.name = name;
      this.type = type;
      this.defaultValue = defaultValue;
    }

    Parts(Parts other) {
      this(other.name, other.type, other.defaultValue);
      validator = other.validator;
      importance = other.importance;
      text = other.text;
      condition = other.condition;
    }
  }

  /** Text that must be given. */
  public static Setting<String> requiredString(String name) {
    return of(name, Type.STRING, ConfigDef.NO_DEFAULT_VALUE, AbstractConfig::getString);
  }

  /** Text that is empty unless given. */
  public static Setting<String> string(String name) {
    return string(name, "");
  }

  /** Text with a default. */
  public static Setting<String> string(String name, String defaultValue) {
    return of(name, Type.STRING, defaultValue, AbstractConfig::getString);
  }

  /** Text that may be absent. */
  public static Setting<Optional<String>> optionalString(String name) {
    return of(name, Type.STRING, null, (config, key) -> Optional.ofNullable(config.getString(key)));
  }

  /** One of some words: the default or one of the others. Forms offer all of them. */
  public static Setting<String> oneOf(String name, String defaultValue, String... others) {
    var words = Stream.concat(Stream.of(defaultValue), Stream.of(others)).toArray(String[]::new);
    return string(name, defaultValue).check(Validators.oneOf(words));
  }

  /** A secret that must be given. */
  public static Setting<Password> secret(String name) {
    return of(name, Type.PASSWORD, ConfigDef.NO_DEFAULT_VALUE, AbstractConfig::getPassword)
        .importance(Importance.HIGH);
  }

  /** A secret that may be absent. */
  public static Setting<Optional<Password>> optionalSecret(String name) {
    return Setting.<Optional<Password>>of(
            name,
            Type.PASSWORD,
            null,
            (config, key) -> Optional.ofNullable(config.getPassword(key)))
        .importance(Importance.HIGH);
  }

  /** A whole number. */
  public static Setting<Integer> integer(String name, int defaultValue) {
    return of(name, Type.INT, defaultValue, AbstractConfig::getInt);
  }

  /** A duration in milliseconds. */
  public static Setting<Duration> millis(String name, long defaultValue) {
    return of(
        name, Type.LONG, defaultValue, (config, key) -> Duration.ofMillis(config.getLong(key)));
  }

  /** A duration in milliseconds, of at most 24 days. */
  public static Setting<Duration> timeout(String name, int defaultValue) {
    return of(name, Type.INT, defaultValue, (config, key) -> Duration.ofMillis(config.getInt(key)));
  }

  /** True or false. */
  public static Setting<Boolean> flag(String name, boolean defaultValue) {
    return of(name, Type.BOOLEAN, defaultValue, AbstractConfig::getBoolean);
  }

  /** A list of texts. */
  public static Setting<List<String>> list(String name, List<String> defaultValue) {
    return of(name, Type.LIST, defaultValue, AbstractConfig::getList);
  }

  private static <T> Setting<T> of(
      String name,
      Type type,
      @Nullable Object defaultValue,
      BiFunction<AbstractConfig, String, T> getter) {
    return new Setting<>(new Parts(name, type, defaultValue), getter);
  }

  /** The same with another default, of the type that the getter returns. */
  public Setting<T> defaultsTo(T value) {
    return with(copy -> copy.defaultValue = value instanceof Duration d ? millis(d) : value);
  }

  /** The same with another check. */
  public Setting<T> check(Validator validator) {
    return with(copy -> copy.validator = validator);
  }

  /** The same for numbers, or milliseconds, within [min, max]. */
  public Setting<T> between(long min, long max) {
    return check(Validators.between(min, max));
  }

  /** The same for text that is not blank. */
  public Setting<T> notBlank() {
    return check(Validators.notBlank());
  }

  /** The same with another importance; low unless given, high for secrets. */
  public Setting<T> importance(Importance importance) {
    return with(copy -> copy.importance = importance);
  }

  /** The same with another documentation: a sentence with unit and example. */
  public Setting<T> text(String documentation) {
    return with(copy -> copy.text = documentation);
  }

  /**
   * The same, used and shown only while another setting of the connector, defined before it, has
   * one of the given values; without values: while that one is not blank. It is validated anyway.
   */
  public Setting<T> when(Setting<?> other, Object... values) {
    return with(copy -> copy.condition = new Condition(other.name(), List.of(values)));
  }

  /** The same with a getter that converts its value. */
  public <R> Setting<R> as(Function<T, R> conversion) {
    return new Setting<>(parts, getter.andThen(conversion));
  }

  /** Its name. */
  public String name() {
    return parts.name;
  }

  /** Its documentation. */
  String text() {
    return parts.text;
  }

  /** Its value in a parsed configuration. */
  public T of(AbstractConfig config) {
    return getter.apply(config, parts.name);
  }

  /** Adds it to a definition, at a place of a group. */
  void define(ConfigDef def, String group, int order) {
    def.define(
        parts.name,
        parts.type,
        parts.defaultValue,
        parts.validator,
        parts.importance,
        parts.text,
        group,
        order,
        FormHints.width(parts.type),
        FormHints.title(parts.name),
        new ArrayList<>(),
        FormHints.of(parts.type, parts.validator, parts.condition));
    if (parts.condition != null) {
      // Connect asks a form again for the dependents of what was changed.
      var name = parts.condition.setting();
      Objects.requireNonNull(def.configKeys().get(name), name).dependents.add(parts.name);
    }
  }

  private Object millis(Duration duration) {
    // A conditional operator would make a long of both.
    if (parts.type == Type.INT) {
      return (int) duration.toMillis();
    }
    return duration.toMillis();
  }

  private Setting<T> with(Consumer<Parts> change) {
    var copy = new Parts(parts);
    change.accept(copy);
    return new Setting<>(copy, getter);
  }

  @Override
  public String toString() {
    return parts.name;
  }
}
