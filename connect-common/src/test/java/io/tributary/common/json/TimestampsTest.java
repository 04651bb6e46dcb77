// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T08:15:42Z,2026-03-01T08:15:42Z",
    "2026-03-01T08:15:42+00:00,2026-03-01T08:15:42Z",
    "2026-03-01T08:15:42+0000,2026-03-01T08:15:42Z",
    "2026-03-01T08:15:42+00,2026-03-01T08:15:42Z",
    "2026-03-01T10:15:42+02:00,2026-03-01T08:15:42Z",
    "2026-03-01T02:45:42-0530,2026-03-01T08:15:42Z",
    "2026-03-01T02:45:42-05:30,2026-03-01T08:15:42Z",
    "2026-03-01T08:15:42,2026-03-01T08:15:42Z",
    "2026-03-01 08:15:42,2026-03-01T08:15:42Z",
    "2026-03-01 08:15:42Z,2026-03-01T08:15:42Z",
    "2026-03-01 08:15:42+0000,2026-03-01T08:15:42Z",
    "2026-03-01T08:15:42.5Z,2026-03-01T08:15:42.500Z",
    "2026-03-01T08:15:42.123456789+00:00,2026-03-01T08:15:42.123456789Z",
    "2026-03-01T08:15:42.123,2026-03-01T08:15:42.123Z",
    "2026-03-01T08:15,2026-03-01T08:15:00Z",
    "2026-03-01T08:15Z,2026-03-01T08:15:00Z",
    "2026-03-01,2026-03-01T00:00:00Z",
    " 2026-03-01T08:15:42Z ,2026-03-01T08:15:42Z",
    "1772352942,2026-03-01T08:15:42Z",
    "1772352942.5,2026-03-01T08:15:42.500Z",
    "1772352942.123456789,2026-03-01T08:15:42.123456789Z",
    "1772352942123,2026-03-01T08:15:42.123Z",
    "1772352942123.9,2026-03-01T08:15:42.123Z",
    "0,1970-01-01T00:00:00Z",
  })
  void reads(String text, String instant) {
    assertThat(Timestamps.parse(text)).contains(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "now",
        "2026-13-01",
        "2026-03-01T25:00:00Z",
        "2026-03-01T08:15:42Q",
        "2026-03-01T08:15:42+25:00",
        "2026-03-01T08:15:42.1234567891Z",
        "01.03.2026",
        "-1",
        "1e9",
        "1234567890123456789",
        "NaN"
      })
  void doesNotGuess(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }
}
