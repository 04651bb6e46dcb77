// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dd.MM.yyyy HH:mm | 01.03.2026 08:15 | 2026-03-01T08:15:00Z",
        "dd.MM.yyyy HH:mm:ss | 01.03.2026 08:15:42 | 2026-03-01T08:15:42Z",
        "MM/dd/yyyy hh:mm a | 03/01/2026 08:15 pm | 2026-03-01T20:15:00Z",
        "dd-MMM-yyyy HH:mm | 01-MAR-2026 08:15 | 2026-03-01T08:15:00Z",
        "dd.MM.yyyy | 01.03.2026 | 2026-03-01T00:00:00Z",
        "dd.MM.yyyy HH:mm XXX | 01.03.2026 09:15 +01:00 | 2026-03-01T08:15:00Z",
        "dd.MM.yyyy HH:mm VV | 01.03.2026 09:15 Europe/Berlin | 2026-03-01T08:15:00Z",
        "dd.MM.yyyy HH:mm | 2026-03-01T08:15:42Z | 2026-03-01T08:15:42Z",
        "dd.MM.yyyy HH:mm | 1772352942 | 2026-03-01T08:15:42Z",
        "yyMMdd | 260301 | 2026-03-01T00:00:00Z",
      })
  void readsThePatternAndTheUsualFormats(String pattern, String text, Instant expected) {
    assertThat(TimestampFormat.of(pattern).parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "01.13.2026 08:15", "01.03.2026", "now", "01.03.2026 08:15:42"})
  void whatIsInNeitherFormatIsNoTime(String text) {
    assertThat(TimestampFormat.of("dd.MM.yyyy HH:mm").parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"HH:mm", "dd.MM", "MM/yyyy", "dd.MM.yyyy hh:mm", "QWERTY", "{", "yyyy-MM-dd'T"})
  void refusesAPatternThatLosesPartOfATime(String pattern) {
    assertThatThrownBy(() -> TimestampFormat.of(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dd.MM.yyyy HH:mm");
  }

  @Test
  void withoutAPatternTheUsualFormatsAreRead() {
    assertThat(TimestampFormat.of(" ")).isSameAs(TimestampFormat.USUAL);
  }
}
