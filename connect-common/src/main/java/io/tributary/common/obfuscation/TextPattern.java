// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of a rule, with the meaning it has in Java. RE2/J, which never backtracks, runs it if
 * {@link LinearSyntax} can translate it, otherwise java.util.regex.
 */
final class TextPattern {
  /** The matches in a text, from its beginning, by either engine. */
  record Matches(BooleanSupplier next, IntSupplier from, IntSupplier to) {
    boolean find() {
      return next.getAsBoolean();
    }

    int start() {
      return from.getAsInt();
    }

    int end() {
      return to.getAsInt();
    }
  }

  private final Function<CharSequence, Matches> engine;
  private final boolean linear;

  private TextPattern(Function<CharSequence, Matches> engine, boolean linear) {
    this.engine = engine;
    this.linear = linear;
  }

  /**
   * Compiles a pattern. As in the rules this shape comes from, letters and digits are those of all
   * scripts.
   *
   * @throws PatternSyntaxException if it is not a pattern of Java
   */
  static TextPattern compile(String text) {
    var java = Pattern.compile(text, Pattern.UNICODE_CHARACTER_CLASS);
    return LinearSyntax.translate(java)
        .map(linear -> new TextPattern(input -> matches(linear.matcher(input)), true))
        .orElseGet(() -> new TextPattern(input -> matches(java.matcher(input)), false));
  }

  /** Whether the time it takes grows with the text only, however hostile that is. */
  boolean isLinear() {
    return linear;
  }

  Matches in(CharSequence text) {
    return engine.apply(text);
  }

  private static Matches matches(java.util.regex.Matcher matcher) {
    return new Matches(matcher::find, matcher::start, matcher::end);
  }

  private static Matches matches(com.google.re2j.Matcher matcher) {
    return new Matches(matcher::find, matcher::start, matcher::end);
  }
}
