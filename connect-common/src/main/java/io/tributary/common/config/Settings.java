package io.tributary.common.config;

import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/**
 * Builds a ConfigDef group by group. The display name of a setting is its name in words, its width
 * follows from its type, and its place is the order of definition.
 */
public final class Settings {
  /** For settings that must be given a value. */
  public static final Object REQUIRED = ConfigDef.NO_DEFAULT_VALUE;

  private final ConfigDef def;
  private String group = "";
  private int order;

  /** Adds to the given definition. */
  public Settings(ConfigDef def) {
    this.def = def;
  }

  /** The settings that follow belong to this group. */
  public Settings group(String name) {
    group = name;
    order = 0;
    return this;
  }

  /** Defines a setting; its documentation is a sentence with unit and example. */
  public Settings define(
      String name,
      Type type,
      @Nullable Object defaultValue,
      @Nullable Validator validator,
      Importance importance,
      String documentation) {
    def.define(
        name,
        type,
        defaultValue,
        validator,
        importance,
        documentation,
        group,
        ++order,
        width(type),
        inWords(name));
    return this;
  }

  /** Defines a setting whose type is that of its default value. */
  public Settings define(
      String name,
      Object defaultValue,
      @Nullable Validator validator,
      Importance importance,
      String documentation) {
    return define(name, typeOf(defaultValue), defaultValue, validator, importance, documentation);
  }

  /** Defines an optional text setting: empty unless given. */
  public Settings text(String name, Importance importance, String documentation) {
    return define(name, "", null, importance, documentation);
  }

  /** Defines a secret, which may be absent unless it is {@link #REQUIRED}. */
  public Settings secret(
      String name,
      @Nullable Object defaultValue,
      @Nullable Validator validator,
      String documentation) {
    return define(name, Type.PASSWORD, defaultValue, validator, Importance.HIGH, documentation);
  }

  private static Type typeOf(Object value) {
    if (value instanceof Integer) {
      return Type.INT;
    }
    if (value instanceof Long) {
      return Type.LONG;
    }
    if (value instanceof Boolean) {
      return Type.BOOLEAN;
    }
    return value instanceof List<?> ? Type.LIST : Type.STRING;
  }

  private static Width width(Type type) {
    return switch (type) {
      case STRING, LIST, PASSWORD, CLASS -> Width.LONG;
      default -> Width.SHORT;
    };
  }

  private static String inWords(String name) {
    var words = name.replace('.', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
