// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangeTest {
  private static final String DAY = "2026-11-01T00:00:00Z/2026-11-02T00:00:00Z";

  @Test
  void isWrittenAsItIsRead() {
    assertThat(TimeRange.parse(" " + DAY + " ")).hasToString(DAY);
  }

  @Test
  void theShareBeforeATimeIsNeverBelowNothingOrAboveAll() {
    var day = TimeRange.parse(DAY);

    assertThat(day.shareBefore(Instant.MIN.plusSeconds(1))).isZero();
    assertThat(day.shareBefore(Instant.parse("2026-11-01T06:00:00Z"))).isEqualTo(0.25);
    assertThat(day.shareBefore(Instant.parse("2026-12-01T00:00:00Z"))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-01T00:00:00Z|must be two times",
        "2026-11-01/2026-11-02|must have times in UTC",
        "2026-11-02T00:00:00Z/2026-11-01T00:00:00Z|must end after it starts",
        "2026-11-01T00:00:00Z/2026-11-01T00:00:00Z|must end after it starts",
        "2026-11-01T00:00:00.5Z/2026-11-02T00:00:00Z|must have whole seconds",
      })
  void otherTextsAreRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> TimeRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
