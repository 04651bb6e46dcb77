// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A rule: the path of the fields it applies to, and the replacement of their values.
 *
 * @param path names from the event's root; {@link #ANY} is every member or element
 * @param patterns match the parts of a string to replace; empty: the whole value is replaced
 * @param whole replaces a value that is masked as a whole
 * @param part replaces a match
 * @param hashes whether it needs a key
 */
record Rule(
    List<String> path,
    List<TextPattern> patterns,
    UnaryOperator<Field> whole,
    UnaryOperator<String> part,
    boolean hashes) {
  static final String ANY = "*";

  Rule {
    path = List.copyOf(path);
    patterns = List.copyOf(patterns);
  }

  boolean matches(int depth, String name) {
    return isAny(depth) || path.get(depth).equals(name);
  }

  boolean isAny(int depth) {
    return path.get(depth).equals(ANY);
  }

  /** The value after the rule, for a field that its path leads to; equal if it stays as it is. */
  Field apply(Field field, PatternBudget budget) {
    if (patterns.isEmpty()) {
      return whole.apply(field);
    }
    if (field.kind() == Field.Kind.STRING) {
      var text = field.text();
      for (var pattern : patterns) {
        text = replaced(pattern, text, budget);
      }
      return Field.string(text);
    }
    // No part of a number can be replaced, so a number with a match is masked as a whole.
    return field.isNumberOrBoolean() && found(field.text(), budget) ? whole.apply(field) : field;
  }

  private boolean found(String text, PatternBudget budget) {
    return patterns.stream().anyMatch(pattern -> pattern.in(budget.charge(text)).find());
  }

  private String replaced(TextPattern pattern, String text, PatternBudget budget) {
    var matcher = pattern.in(budget.charge(text));
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
