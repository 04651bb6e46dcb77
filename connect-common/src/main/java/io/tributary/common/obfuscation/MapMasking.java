// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Applies the rules to a schemaless map or list: makes a copy with the fields replaced. */
final class MapMasking {
  private static final Object DROPPED = new Object();

  private final PatternBudget budget = PatternBudget.ofPage();
  private final Deque<Runnable> open = new ArrayDeque<>();

  private MapMasking() {}

  static Object mask(Object root, PathCursor place) {
    return new MapMasking().all(root, place);
  }

  /** Without recursion: the value decides how deep it is nested. */
  private Object all(Object root, PathCursor place) {
    var copy = copy(root, place);
    while (!open.isEmpty()) {
      open.remove().run();
    }
    return copy;
  }

  /** An empty copy of a map or list, which is filled when all before it are. */
  private Object copy(Object value, PathCursor place) {
    if (value instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<Object, @Nullable Object>();
      open.add(() -> fill(copy, map, place));
      return copy;
    }
    if (value instanceof List<?> list) {
      var copy = new ArrayList<@Nullable Object>(list.size());
      open.add(() -> fill(copy, list, place.element()));
      return copy;
    }
    throw new NotMaskableException("it holds a " + value.getClass().getSimpleName());
  }

  private void fill(Map<Object, @Nullable Object> copy, Map<?, ?> map, PathCursor place) {
    map.forEach(
        (name, member) -> {
          var masked = value(member, place.member(String.valueOf(name)));
          if (masked != DROPPED) {
            copy.put(name, masked);
          }
        });
  }

  private void fill(List<@Nullable Object> copy, List<?> list, PathCursor place) {
    list.forEach(element -> copy.add(value(element, place)));
    copy.removeIf(element -> element == DROPPED);
  }

  private @Nullable Object value(@Nullable Object value, PathCursor here) {
    if (here.isNowhere()) {
      return value;
    }
    var before = field(value);
    var after = here.apply(before, budget);
    if (!after.equals(before)) {
      return object(after);
    }
    return value == null || before.kind() != Field.Kind.WHOLE ? value : copy(value, here);
  }

  private static Field field(@Nullable Object value) {
    if (value == null) {
      return Field.NULL;
    }
    if (value instanceof String text) {
      return Field.string(text);
    }
    if (value instanceof Boolean) {
      return new Field(Field.Kind.BOOLEAN, value.toString());
    }
    if (value instanceof Float || value instanceof Double || value instanceof BigDecimal) {
      return new Field(Field.Kind.FLOAT, value.toString());
    }
    if (value instanceof Number) {
      return new Field(Field.Kind.INTEGER, value.toString());
    }
    return Field.WHOLE;
  }

  private static @Nullable Object object(Field field) {
    return switch (field.kind()) {
      case INTEGER -> Long.valueOf(field.text());
      case FLOAT -> Double.valueOf(field.text());
      case BOOLEAN -> Boolean.valueOf(field.text());
      case GONE -> DROPPED;
      default -> field.text();
    };
  }
}
