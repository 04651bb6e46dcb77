package io.tributary.common.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/**
 * Builds a ConfigDef group by group. The display name of a setting is its name in words, its width
 * follows from its type, its place is the order of definition, and the values to recommend are
 * those of a boolean or of a validator that knows them.
 */
public final class Settings {
  /** For settings that must be given a value. */
  public static final Object REQUIRED = ConfigDef.NO_DEFAULT_VALUE;

  private final ConfigDef def;
  private String group = "";
  private int order;
  private @Nullable Condition condition;

  /** Adds to the given definition. */
  public Settings(ConfigDef def) {
    this.def = def;
  }

  /** The settings that follow belong to this group. */
  public Settings group(String name) {
    group = name;
    order = 0;
    return always();
  }

  /**
   * The settings that follow matter, and are shown, only while that one, which is defined already,
   * has one of these values; without any: while it is not blank. They are validated all the same.
   * Ends with {@link #always} or the next group.
   */
  public Settings when(String setting, Object... values) {
    condition = new Condition(setting, List.of(values));
    return this;
  }

  /** The settings that follow are always shown. */
  public Settings always() {
    condition = null;
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
        inWords(name),
        new ArrayList<>(),
        new Choice(values(type, validator), condition));
    if (condition != null) {
      // Connect asks a form again for the dependents of what was changed.
      var parent = def.configKeys().get(condition.setting());
      Objects.requireNonNull(parent, condition.setting()).dependents.add(name);
    }
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

  /** When a setting matters. */
  private record Condition(String setting, List<Object> values) {

    boolean holds(Map<String, Object> parsed) {
      var value = parsed.get(setting);
      return value != null
          && (values.isEmpty() ? !value.toString().isBlank() : values.contains(value));
    }
  }

  /** What a form offers for a setting, and whether it shows it. */
  private record Choice(List<Object> values, @Nullable Condition condition) implements Recommender {

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsed) {
      return new ArrayList<>(values);
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsed) {
      return condition == null || condition.holds(parsed);
    }
  }

  private static List<Object> values(Type type, @Nullable Validator validator) {
    if (type == Type.BOOLEAN) {
      return List.of(true, false);
    }
    return validator instanceof Recommender known ? known.validValues("", Map.of()) : List.of();
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
