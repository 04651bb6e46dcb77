// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
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
    "20260301,2026-03-01T00:00:00Z",
    "20260301T081542Z,2026-03-01T08:15:42Z",
    "20260301T081542,2026-03-01T08:15:42Z",
    "20260301t0815z,2026-03-01T08:15:00Z",
    "20260301T101542+0200,2026-03-01T08:15:42Z",
    "20260301T101542+02:00,2026-03-01T08:15:42Z",
    "20260301T081542.123Z,2026-03-01T08:15:42.123Z",
    "202603010815,2026-03-01T08:15:00Z",
    "20260301081542,2026-03-01T08:15:42Z",
    "20260301081542123,2026-03-01T08:15:42.123Z",
    " 2026-03-01T08:15:42Z ,2026-03-01T08:15:42Z",
    "1772352942,2026-03-01T08:15:42Z",
    "1772352942.5,2026-03-01T08:15:42.500Z",
    "1772352942.123456789,2026-03-01T08:15:42.123456789Z",
    "1772352942123,2026-03-01T08:15:42.123Z",
    "1772352942123.9,2026-03-01T08:15:42.123Z",
    "0,1970-01-01T00:00:00Z",
    "1.796006142E9,2026-11-30T02:35:42Z",
    "1796006142E0,2026-11-30T02:35:42Z",
    "1.7960061425e+9,2026-11-30T02:35:42.500Z",
    "1.796006142123E12,2026-11-30T02:35:42.123Z",
    "1796006142123E-3,2026-11-30T02:35:42.123Z",
    "1e9,2001-09-09T01:46:40Z",
    "1796006142123456,2026-11-30T02:35:42.123456Z",
    "1.796006142123456E15,2026-11-30T02:35:42.123456Z",
    "1796006142123456789,2026-11-30T02:35:42.123456789Z",
    "2026-11-30 02:35:42 UTC,2026-11-30T02:35:42Z",
    "2026-11-30 02:35:42 GMT,2026-11-30T02:35:42Z",
    "2026-11-30T02:35:42.5 utc,2026-11-30T02:35:42.500Z",
    "2026-11-30 02:35:42UTC,2026-11-30T02:35:42Z",
    "2026-11-30 08:05:42 +0530,2026-11-30T02:35:42Z",
    "2026-11-30 02:35:42 +0000 UTC,2026-11-30T02:35:42Z",
    "2026-11-30t02:35:42z,2026-11-30T02:35:42Z",
    "2026-11-30T02:35:42Z[UTC],2026-11-30T02:35:42Z",
    "2026-11-30T03:35:42+01:00[Europe/Berlin],2026-11-30T02:35:42Z",
    "2026-11-30T03:35:42.123[Europe/Berlin],2026-11-30T02:35:42.123Z",
    "2026-11-30T08:05:42[Asia/Kolkata],2026-11-30T02:35:42Z",
  })
  @ResourceLock(Resources.TIME_ZONE)
  void readsTheSameInstantInAnyDefaultZone(String text, String instant) {
    assertThat(Timestamps.parse(text)).contains(Instant.parse(instant));
    assertThat(inKolkata(() -> Timestamps.parse(text))).contains(Instant.parse(instant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mon, 30 Nov 2026 02:35:42 GMT",
        "Mon, 30 Nov 2026 02:35:42 UTC",
        "Mon, 30 Nov 2026 08:05:42 +0530",
        "30 Nov 2026 02:35:42 GMT",
      })
  @ResourceLock(Resources.TIME_ZONE)
  void readsTheFormatOfMailAndHttp(String text) {
    var expected = Instant.parse("2026-11-30T02:35:42Z");

    assertThat(Timestamps.parse(text)).contains(expected);
    assertThat(inKolkata(() -> Timestamps.parse(text))).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "now",
        "20261345",
        "99999999",
        "20260301T2515Z",
        "20260301256199",
        "01.03.2026 08:15",
        "2026-13-01",
        "2026-03-01T25:00:00Z",
        "2026-03-01T08:15:42Q",
        "2026-03-01T08:15:42+25:00",
        "2026-03-01T08:15:42.1234567891Z",
        "01.03.2026",
        "-1",
        "17960061421234567890",
        "999999999999999",
        "1E99",
        "1E999999999",
        "1E",
        "0x10",
        "+12026-11-30T02:35:42Z",
        "-1000000000-01-01T00:00:00Z",
        "2026-11-30 02:35:42 Mars",
        "2026-11-30T02:35:42Z[Mars/Base]",
        "Tue, 30 Nov 2026 02:35:42 GMT",
        "Mon, 30 Nov 2026",
        "NaN"
      })
  void doesNotGuess(String text) {
    assertThat(Timestamps.parse(text)).isEmpty();
  }

  @Test
  void doesNotReadTextThatIsTooLongForATime() {
    assertThat(Timestamps.parse("1." + "0".repeat(1_000_000))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "2024-02-29T23:59:59Z",
        "2026-03-01T08:15:42.5Z",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999999999Z",
        "+10000-01-01T00:00:00Z",
        "-0001-06-01T00:00:00Z"
      })
  void writesATimeAsJavaDoes(String text) {
    var time = Instant.parse(text);

    assertThat(Timestamps.text(time)).isEqualTo(time.toString());
  }

  @Test
  void writesEachSecondAsJavaDoesAndReadsItAgain() {
    var last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    assertThat(new Random(1).longs(10_000, 0, last).mapToObj(Instant::ofEpochSecond))
        .allSatisfy(
            time -> {
              assertThat(Timestamps.text(time)).isEqualTo(time.toString());
              assertThat(Timestamps.parse(time.toString())).contains(time);
            });
  }

  private static Optional<Instant> inKolkata(Supplier<Optional<Instant>> parse) {
    var before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
    try {
      return parse.get();
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
