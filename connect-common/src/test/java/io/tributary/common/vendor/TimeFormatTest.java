// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {
  @ParameterizedTest(name = "{0} in {1}: {2} to {3}")
  @CsvSource({
    "2026-03-01T08:15:42.5Z,yyyy-MM-dd'T'HH:mm:ss'Z',2026-03-01T08:15:42Z,2026-03-01T08:15:43Z",
    "2026-03-01T08:15:42Z,yyyy-MM-dd'T'HH:mm:ss'Z',2026-03-01T08:15:41Z,2026-03-01T08:15:42Z",
    "2026-03-01T08:15:42Z,date,2026-03-01,2026-03-02",
    "2026-03-01T00:00:00Z,date,2026-02-28,2026-03-01",
    "2026-03-01T00:00:00.001Z,epoch_seconds,1772323200,1772323201",
    "2026-03-01T00:00:00.0015Z,epoch_millis,1772323200000,1772323200002",
    "2026-03-01T08:15:42Z,dd/MM/yyyy HH:mm,01/03/2026 08:15,01/03/2026 08:16",
    "2026-03-01T08:15:42Z,dd/MM/yyyy hh a,01/03/2026 08 AM,01/03/2026 09 AM",
    "2026-03-01T08:15:42.25Z,yyyy-MM-dd HH:mm:ss.S,2026-03-01 08:15:42.0,2026-03-01 08:15:43.0",
    "2026-03-01T08:15:42.25Z,yyyy-MM-dd HH:mm:ss.SSSX,2026-03-01 08:15:42.249Z,2026-03-01 08:15:42.250Z",
  })
  void roundsOutwardToWhatItCanWrite(Instant time, String format, String before, String after) {
    assertThat(TimeFormat.of(format).before(time)).isEqualTo(before);
    assertThat(TimeFormat.of(format).notBefore(time)).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "'",
        "yyyy-MM-dd'T",
        "HH:mm",
        "yyyy",
        "yyyy-MM",
        "yyyy-dd",
        "MM-dd",
        "yyyy-MM-dd hh",
        "QQQQQQ"
      })
  void refusesWhatTellsNoWholeDate(String format) {
    assertThatThrownBy(() -> TimeFormat.of(format))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must be date, epoch_seconds, epoch_millis or a pattern with");
  }

  @Test
  void theIsoFormatIsOne() {
    assertThat(TimeFormat.of(TimeFormat.ISO).notBefore(Instant.EPOCH))
        .isEqualTo("1970-01-01T00:00:00Z");
  }

  @Test
  void aStartThatIsInclusiveIsRoundedDownOnly() {
    var format = TimeFormat.of("yyyy-MM-dd HH:mm:ss");

    assertThat(format.atOrBefore(Instant.parse("2026-03-01T00:00:01Z")))
        .isEqualTo("2026-03-01 00:00:01");
    assertThat(format.atOrBefore(Instant.parse("2026-03-01T00:00:01.999Z")))
        .isEqualTo("2026-03-01 00:00:01");
  }
}
