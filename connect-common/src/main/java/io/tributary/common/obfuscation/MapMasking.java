package io.tributary.common.obfuscation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same rules for what Connect calls schemaless: a copy with the fields replaced. */
final class MapMasking {
  private static final Object DROPPED = new Object();

  private final PatternBudget steps;

  private MapMasking(PatternBudget steps) {
    this.steps = steps;
  }

  static Object mask(Object root, PathCursor place) {
    return new MapMasking(PatternBudget.forLength(0)).within(root, place);
  }

  private Object within(Object value, PathCursor place) {
    if (value instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<Object, @Nullable Object>();
      map.forEach(
          (name, member) -> {
            var masked = value(member, place.member(String.valueOf(name)));
            if (masked != DROPPED) {
              copy.put(name, masked);
            }
          });
      return copy;
    }
    if (value instanceof List<?> list) {
      var copy = new ArrayList<@Nullable Object>(list.size());
      list.forEach(element -> copy.add(value(element, place.element())));
      copy.removeIf(element -> element == DROPPED);
      return copy;
    }
    throw new NotMaskableException("it holds a " + value.getClass().getSimpleName());
  }

  private @Nullable Object value(@Nullable Object value, PathCursor here) {
    if (here.isNowhere()) {
      return value;
    }
    var before = field(value);
    var after = here.apply(before, steps);
    if (!after.equals(before)) {
      return object(after);
    }
    return value == null || before.kind() != Field.Kind.WHOLE ? value : within(value, here);
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
