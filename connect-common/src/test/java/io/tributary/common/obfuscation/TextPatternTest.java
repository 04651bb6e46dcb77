// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.Fuzz;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pattern means the same on either engine, and runs on the linear one if that can be shown. */
class TextPatternTest {
  /** The patterns of docs/obfuscation.md, and some that operators write. */
  private static final List<String> DOCUMENTED =
      List.of(
          "[\\w.+-]+@[\\w.-]+",
          "[a-z.]+@[a-z.]+",
          "\\d{4}[ -]?\\d{4}[ -]?\\d{4}[ -]?\\d{4}",
          "(?:\\d{1,3}\\.){2}\\d{1,3}|\\w+\\s\\S",
          "^user=\\w+?;|[^\\w\\s]x",
          "(?:ab|a)(c|bcd)?d*");

  private static final List<String> ATOMS =
      List.of(
          "a",
          "b",
          "é",
          "1",
          ".",
          "\\.",
          "\\w",
          "\\d",
          "\\s",
          "\\W",
          "\\D",
          "\\S",
          "[ab]",
          "[^a]",
          "[\\w.-]",
          "[^\\d\\s]",
          "[a-c1-9]",
          "[-+]",
          "\\n",
          "[.\\-@]",
          "@",
          "\\x41",
          "\\b",
          "$",
          "(?=a)",
          "\\p{L}",
          "[a&&b]",
          "😀",
          "[^😀]");
  private static final List<String> QUANTIFIERS =
      List.of("", "", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{2,}?", "*+");
  private static final List<String> TEXT =
      List.of(
          "a", "b", "c", "d", "1", "9", ".", "@", "-", " ", "\n", "\r", "\u0085", "\u2028", "é",
          "ж", "٣", "_", "\u00a0", "😀", "\ud83d", "\ude00", "user=", ";", "x", "A", "&");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\\w.+-]+@[\\w.-]+",
        "\\d{4}[ -]?\\d{4}",
        "(a|b)+c",
        "^user=\\w+",
        "(?:ab?)*c",
        "[]a]x?b",
      })
  void aPatternOfTheCommonPartOfBothLanguagesIsLinear(String pattern) {
    assertThat(TextPattern.compile(pattern).isLinear()).isEqualTo(!pattern.startsWith("[]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?<=a)b",
        "(a)\\1",
        "a*+b",
        "\\bword",
        "a$",
        "(?i)a",
        "\\p{Lu}",
        "[a[b]]",
        "[a-z&&[^b]]x",
        "\\Qa\\E",
        "a{1,64}",
        "(a{2}){3}",
        "(a*)+b",
        "a*",
        "(?<name>a)",
        "\\x41",
        "(?>a)",
      })
  void aPatternInDoubtIsLeftToJava(String pattern) {
    assertThat(TextPattern.compile(pattern).isLinear()).isFalse();
  }

  @Test
  void bothEnginesFindTheSameInWhateverText() {
    Fuzz.check(
        getClass(),
        random -> {
          var pattern =
              random.nextInt(3) == 0
                  ? DOCUMENTED.get(random.nextInt(DOCUMENTED.size()))
                  : pattern(random, 2);
          Pattern java;
          try {
            java = Pattern.compile(pattern, Pattern.UNICODE_CHARACTER_CLASS);
          } catch (PatternSyntaxException e) {
            return false;
          }
          var text = text(random);
          var expected = new ArrayList<String>();
          try {
            var limited = new PatternBudget(5_000).charge(text);
            for (var matcher = java.matcher(limited); matcher.find(); ) {
              expected.add(matcher.start() + "-" + matcher.end());
            }
          } catch (NotMaskableException e) {
            return false;
          }
          var compiled = TextPattern.compile(pattern);
          if (!compiled.isLinear()) {
            return false;
          }
          var found = new ArrayList<String>();
          for (var matches = compiled.in(text); matches.find(); ) {
            found.add(matches.start() + "-" + matches.end());
          }
          assertThat(found).as("%s in %s", pattern, text).isEqualTo(expected);
          return !found.isEmpty();
        });
  }

  private static String pattern(Random random, int depth) {
    var pattern = new StringBuilder(random.nextInt(12) == 0 ? "^" : "");
    for (var parts = 1 + random.nextInt(4); parts > 0; parts--) {
      var group = depth > 0 && random.nextInt(5) == 0;
      // The first atoms are those of the common part.
      var bound = random.nextInt(8) == 0 ? ATOMS.size() : ATOMS.indexOf("\\x41");
      pattern
          .append(
              group
                  ? (random.nextBoolean() ? "(" : "(?:") + pattern(random, depth - 1) + ")"
                  : ATOMS.get(random.nextInt(bound)))
          .append(QUANTIFIERS.get(random.nextInt(QUANTIFIERS.size())))
          .append(random.nextInt(10) == 0 ? "|" : "");
    }
    return pattern.toString();
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (var length = random.nextInt(24); length > 0; length--) {
      text.append(TEXT.get(random.nextInt(TEXT.size())));
    }
    return text.toString();
  }
}
