// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the forms nearly every event has, {@code 2026-03-01T08:15:42} with {@code Z}, {@code
 * +0000}, {@code +00:00} or no zone, and a space in place of the {@code T}. A formatter would need
 * more time for them than everything else about an event.
 */
final class IsoTimestamp {
  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int SECONDS_OF_A_DAY = 24 * 60 * 60;

  private IsoTimestamp() {}

  /** The instant, or null if the text has another form or is not a valid date and time. */
  static @Nullable Instant parse(String text) {
    if (!hasForm(text) || !isUtc(text)) {
      return null;
    }
    var second = number(text, 11) * 3600 + number(text, 14) * 60 + number(text, 17);
    if (number(text, 14) > 59 || number(text, 17) > 59 || second >= SECONDS_OF_A_DAY) {
      return null;
    }
    try {
      var year = number(text, 0) * 100 + number(text, 2);
      var day = LocalDate.of(year, number(text, 5), number(text, 8));
      return Instant.ofEpochSecond(day.toEpochDay() * SECONDS_OF_A_DAY + second);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean hasForm(String text) {
    if (text.length() < FORM.length()) {
      return false;
    }
    for (var i = 0; i < FORM.length(); i++) {
      var expected = FORM.charAt(i);
      var actual = text.charAt(i);
      var fits =
          switch (expected) {
            case 'd' -> actual >= '0' && actual <= '9';
            case 'T' -> actual == 'T' || actual == ' ';
            default -> actual == expected;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static boolean isUtc(String text) {
    return switch (text.length() - FORM.length()) {
      case 0 -> true;
      case 1 -> text.endsWith("Z");
      case 5 -> text.endsWith("+0000");
      case 6 -> text.endsWith("+00:00");
      default -> false;
    };
  }

  private static int number(String text, int at) {
    return (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
  }
}
