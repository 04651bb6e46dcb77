package io.tributary.common.obfuscation;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Where a rule applies and what it does there.
 *
 * @param path names from the event's root; {@link #ANY} is every member or element
 * @param patterns what is replaced in a string; empty: all of the value
 * @param whole what becomes of a value that is masked as a whole
 * @param part what becomes of a match
 * @param hashes whether it needs a key
 */
record Rule(
    List<String> path,
    List<Pattern> patterns,
    UnaryOperator<Field> whole,
    UnaryOperator<String> part,
    boolean hashes) {
  static final String ANY = "*";

  boolean takes(int depth, String name) {
    return isAny(depth) || path.get(depth).equals(name);
  }

  boolean isAny(int depth) {
    return path.get(depth).equals(ANY);
  }

  /** What the rule makes of a value it has arrived at: an equal one if it lets it be. */
  Field apply(Field field, PatternBudget steps) {
    if (patterns.isEmpty()) {
      return whole.apply(field);
    }
    if (field.kind() == Field.Kind.STRING) {
      var text = field.text();
      for (var pattern : patterns) {
        text = replaced(pattern, text, steps);
      }
      return Field.string(text);
    }
    // A number has no part that could be replaced, yet must not stay if it is what is looked for.
    return field.isNumberOrBoolean() && found(field.text(), steps) ? whole.apply(field) : field;
  }

  private boolean found(String text, PatternBudget steps) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(steps.through(text)).find());
  }

  private String replaced(Pattern pattern, String text, PatternBudget steps) {
    var matcher = pattern.matcher(steps.through(text));
    var result = new StringBuilder();
    var from = 0;
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) {
        var match = text.substring(matcher.start(), matcher.end());
        result.append(text, from, matcher.start()).append(part.apply(match));
        from = matcher.end();
      }
    }
    return result.append(text, from, text.length()).toString();
  }
}
