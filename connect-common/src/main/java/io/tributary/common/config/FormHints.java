// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** How a form shows a setting: the values it offers, its title, its width, and whether at all. */
record FormHints(List<Object> values, @Nullable Condition condition) implements Recommender {

  /** A setting has one of some values; without any: it is not blank. */
  record Condition(String setting, List<Object> values) {

    boolean holds(Map<String, Object> parsed) {
      var value = parsed.get(setting);
      return value != null
          && (values.isEmpty() ? !value.toString().isBlank() : values.contains(value));
    }
  }

  /** Offers the values of a boolean, or those of a validator that knows them. */
  static FormHints of(Type type, @Nullable Validator validator, @Nullable Condition condition) {
    if (type == Type.BOOLEAN) {
      return new FormHints(List.of(true, false), condition);
    }
    return new FormHints(
        validator instanceof Recommender known ? known.validValues("", Map.of()) : List.of(),
        condition);
  }

  /** The display name of a setting: its name in words. */
  static String title(String name) {
    var words = name.replace('.', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The width of a field for values of a type. */
  static Width width(Type type) {
    return switch (type) {
      case STRING, LIST, PASSWORD, CLASS -> Width.LONG;
      default -> Width.SHORT;
    };
  }

  @Override
  public List<Object> validValues(String name, Map<String, Object> parsed) {
    return new ArrayList<>(values);
  }

  @Override
  public boolean visible(String name, Map<String, Object> parsed) {
    return condition == null || condition.holds(parsed);
  }
}
