// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;

/**
 * Translates the part of the syntax of Java's patterns that RE2/J can give the same meaning:
 * characters, classes, alternatives, groups and quantifiers. There is no translation if in doubt.
 */
final class LinearSyntax {
  /** Up to 16: RE2/J has more to do for every character of the text, the larger a count is. */
  private static final java.util.regex.Pattern FEW =
      java.util.regex.Pattern.compile("\\{(\\d|1[0-6])(,(\\d|1[0-6])?)?}");

  private static final String LINE_ENDS = "\\n\\r\\x{85}\\x{2028}\\x{2029}";
  private static final Map<Character, Character> CONTROLS =
      Map.of('t', '\t', 'n', '\n', 'r', '\r', 'f', '\f');

  private final String pattern;
  private final StringBuilder linear = new StringBuilder();

  /** Where the open groups begin. */
  private final Deque<Integer> groups = new ArrayDeque<>();

  private int next;

  private LinearSyntax(String pattern) {
    this.pattern = pattern;
  }

  /** The pattern, whose letters and digits are those of all scripts, for RE2/J. */
  static Optional<Pattern> translate(java.util.regex.Pattern java) {
    try {
      // The engines differ in where they look for the next match behind an empty one.
      return java.matcher("").find()
          ? Optional.empty()
          : Optional.of(Pattern.compile(new LinearSyntax(java.pattern()).all()));
    } catch (UntranslatableException | PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private String all() {
    while (next < pattern.length()) {
      var from = next;
      switch (pattern.charAt(next)) {
        case '|' -> copy();
        case '^' -> anchor();
        case '(' -> group();
        case ')' -> {
          var began = groups.pop();
          copy();
          quantifier(began, true);
        }
        case '[' -> {
          bracket();
          quantifier(from, false);
        }
        case '.' -> {
          next++;
          linear.append("[^").append(LINE_ENDS).append(']');
          quantifier(from, false);
        }
        case '\\' -> {
          escapeOutside();
          quantifier(from, false);
        }
        case '*', '+', '?', '{', '$' -> throw new UntranslatableException();
        default -> {
          linear.append(literal(codePoint()));
          quantifier(from, false);
        }
      }
    }
    return linear.toString();
  }

  private void copy() {
    linear.append(pattern.charAt(next++));
  }

  private void anchor() {
    copy();
    require(next == pattern.length() || "*+?{".indexOf(pattern.charAt(next)) < 0);
  }

  private void group() {
    groups.push(next);
    next++;
    if (peek('?')) {
      next++;
      require(peek(':'));
      next++;
    }
    linear.append("(?:");
  }

  /** The quantifier, if there is one, of what begins there. */
  private void quantifier(int from, boolean isGroup) {
    if (next == pattern.length() || "*+?{".indexOf(pattern.charAt(next)) < 0) {
      return;
    }
    // The engines differ in how often they repeat what is empty.
    require(!isGroup || !java.util.regex.Pattern.matches(pattern.substring(from, next), ""));
    if (peek('{')) {
      require(!isGroup);
      var end = pattern.indexOf('}', next) + 1;
      require(FEW.matcher(pattern.substring(next, end)).matches());
      linear.append(pattern, next, end);
      next = end;
    } else {
      copy();
    }
    if (peek('?')) {
      copy();
    }
    require(next == pattern.length() || "*+?{".indexOf(pattern.charAt(next)) < 0);
  }

  private void escapeOutside() {
    var kind = pattern.charAt(next + 1);
    if (CharacterClasses.isClass(kind)) {
      next += 2;
      linear.append('[').append(CharacterClasses.of(kind)).append(']');
    } else if (CharacterClasses.isClass(Character.toLowerCase(kind))) {
      next += 2;
      linear.append("[^").append(CharacterClasses.of(Character.toLowerCase(kind))).append(']');
    } else {
      linear.append(literal(member()));
    }
  }

  private void bracket() {
    next++;
    linear.append('[');
    if (peek('^')) {
      copy();
    }
    require(!peek(']'));
    while (!peek(']')) {
      require(!peek('[') && !pattern.startsWith("&&", next));
      if (peek('\\') && CharacterClasses.isClass(pattern.charAt(next + 1))) {
        linear.append(CharacterClasses.of(pattern.charAt(next + 1)));
        next += 2;
      } else {
        range();
      }
    }
    copy();
  }

  /** One character of a class, or a range of them. */
  private void range() {
    var first = member();
    linear.append(literal(first));
    if (peek('-') && !pattern.startsWith("-]", next)) {
      next++;
      require(!peek('['));
      linear.append('-').append(literal(member()));
    }
  }

  /** The next character, which may be escaped. */
  private int member() {
    if (!peek('\\')) {
      return codePoint();
    }
    var escaped = pattern.charAt(next + 1);
    next += 2;
    var control = CONTROLS.get(escaped);
    if (control != null) {
      return control;
    }
    require(escaped > ' ' && escaped < 0x7f && !Character.isLetterOrDigit(escaped));
    return escaped;
  }

  private int codePoint() {
    var point = pattern.codePointAt(next);
    require(point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
    next += Character.charCount(point);
    return point;
  }

  private boolean peek(char expected) {
    return next < pattern.length() && pattern.charAt(next) == expected;
  }

  private static String literal(int codePoint) {
    return "\\x{%x}".formatted(codePoint);
  }

  private static void require(boolean translatable) {
    if (!translatable) {
      throw new UntranslatableException();
    }
  }

  private static final class UntranslatableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
