// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What Java's classes of letters, digits and white space of all scripts contain, as ranges. */
final class CharacterClasses {
  private static final Map<Character, String> KNOWN = new ConcurrentHashMap<>();

  private CharacterClasses() {}

  /** Whether there is a class of that name: {@code w}, {@code d} or {@code s}. */
  static boolean isClass(char name) {
    return name == 'w' || name == 'd' || name == 's';
  }

  /** The ranges of the class, as they stand between brackets. */
  static String of(char name) {
    return KNOWN.computeIfAbsent(name, CharacterClasses::ranges);
  }

  private static String ranges(char name) {
    var is = Pattern.compile("\\" + name, Pattern.UNICODE_CHARACTER_CLASS).asMatchPredicate();
    var ranges = new StringBuilder();
    var first = -1;
    for (var point = 0; point <= Character.MAX_CODE_POINT + 1; point++) {
      var within = Character.isValidCodePoint(point) && is.test(Character.toString(point));
      if (within && first < 0) {
        first = point;
      } else if (!within && first >= 0) {
        ranges.append("\\x{%x}-\\x{%x}".formatted(first, point - 1));
        first = -1;
      }
    }
    return ranges.toString();
  }
}
