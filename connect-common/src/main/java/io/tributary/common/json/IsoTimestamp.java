// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Parses the formats that nearly all events use, and writes the first of them: {@code
 * 2026-03-01T08:15:42} with {@code Z}, {@code +0000}, {@code +00:00} or no zone, and with a space
 * instead of the {@code T}. A formatter would take longer than the rest of the work on an event.
 */
final class IsoTimestamp {
  private static final String FORM = "dddd-dd-ddTdd:dd:dd";
  private static final int SECONDS_OF_A_DAY = 24 * 60 * 60;

  private IsoTimestamp() {}

  /**
   * Returns the instant, or null if the text has another format or is not a valid date and time.
   */
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

  /**
   * Returns the text of a whole second from 1970 to 9999, as {@link Instant#toString} writes it.
   */
  static String text(long second) {
    var day = LocalDate.ofEpochDay(second / SECONDS_OF_A_DAY);
    var ofDay = (int) (second % SECONDS_OF_A_DAY);
    var text = (FORM + 'Z').getBytes(ISO_8859_1);
    write(day.getYear() / 100, text, 0);
    write(day.getYear() % 100, text, 2);
    write(day.getMonthValue(), text, 5);
    write(day.getDayOfMonth(), text, 8);
    write(ofDay / 3600, text, 11);
    write(ofDay / 60 % 60, text, 14);
    write(ofDay % 60, text, 17);
    return new String(text, ISO_8859_1);
  }

  private static void write(int number, byte[] text, int at) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
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
