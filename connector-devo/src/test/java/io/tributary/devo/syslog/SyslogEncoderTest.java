// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.TransportFixture;
import io.tributary.devo.config.SyslogFormat;
import io.tributary.devo.config.TimestampFormat;
import io.tributary.devo.message.DevoMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyslogEncoderTest {
  private static final DevoMessage MESSAGE =
      new DevoMessage(
          "dmp.kiteworks.admin.event",
          Instant.parse("2025-03-04T05:06:07.089Z"),
          "kc1",
          "{\"id\":\"a1\"}");

  @Test
  void hasHeaderTagBodyAndLineFeed() {
    var bytes = bytes(new SyslogFormat(14, TimestampFormat.ISO, false), MESSAGE);

    assertThat(bytes).hasSize(72);
    assertThat(new String(bytes, UTF_8))
        .isEqualTo("<14>2025-03-04T05:06:07.089Z kc1 dmp.kiteworks.admin.event: {\"id\":\"a1\"}\n");
    assertThat(new String(bytes, 4, 24, UTF_8)).isEqualTo("2025-03-04T05:06:07.089Z");
    assertThat(new String(bytes, 33, 25, UTF_8)).isEqualTo("dmp.kiteworks.admin.event");
    assertThat(bytes[71]).isEqualTo((byte) '\n');
  }

  @Test
  void isPrecededByItsLengthIncludingTheLineFeedWhenOctetsAreCounted() {
    var message =
        new DevoMessage("my.app.lab.multi", Instant.EPOCH, "kc1", "first line\nsecond line");

    var bytes = bytes(new SyslogFormat(14, TimestampFormat.SENTINEL, true), message);

    assertThat(new String(bytes, UTF_8))
        .isEqualTo("65 <14>Jan  1 00:00:00 kc1 my.app.lab.multi: first line\nsecond line\n");
  }

  @Test
  void countsBytesNotCharacters() {
    var message = new DevoMessage("a.b", Instant.EPOCH, "h", "Zoë 🎈");

    var bytes = bytes(new SyslogFormat(14, TimestampFormat.SENTINEL, true), message);

    assertThat(new String(bytes, UTF_8)).isEqualTo("37 <14>Jan  1 00:00:00 h a.b: Zoë 🎈\n");
    assertThat(bytes).hasSize(3 + 37);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ISO      | 14 | <14>2025-03-04T05:06:07.089Z kc1 a.b: x",
        "RFC3164  | 13 | <13>Mar  4 05:06:07 kc1 a.b: x",
        "SENTINEL | 0  | <0>Jan  1 00:00:00 kc1 a.b: x",
        "RFC5424  | 191| <191>1 2025-03-04T05:06:07.089Z kc1 a.b - - - x"
      })
  void writesTheTimeInEachFormat(TimestampFormat format, int priority, String line) {
    var message = new DevoMessage("a.b", MESSAGE.time(), "kc1", "x");

    var bytes = bytes(new SyslogFormat(priority, format, false), message);

    assertThat(new String(bytes, UTF_8)).isEqualTo(line + "\n");
  }

  @Test
  void writesATwoDigitDayAndAWholeSecond() {
    var message = new DevoMessage("a.b", Instant.parse("2025-12-24T00:00:00Z"), "kc1", "x");

    assertThat(text(message, TimestampFormat.RFC3164)).startsWith("<14>Dec 24 00:00:00 ");
    assertThat(text(message, TimestampFormat.ISO)).startsWith("<14>2025-12-24T00:00:00.000Z ");
  }

  @Test
  void givesEachMessageItsOwnTimeHostAndTag() {
    var second = MESSAGE.time().plusSeconds(1);

    var bytes =
        bytes(
            new SyslogFormat(14, TimestampFormat.RFC3164, false),
            new DevoMessage("a.b", MESSAGE.time(), "kc1", "1"),
            new DevoMessage("a.b", MESSAGE.time(), "kc1", "2"),
            new DevoMessage("a.b", second, "kc1", "3"),
            new DevoMessage("a.b", second, "kc2", "4"),
            new DevoMessage("a.c", second, "kc2", "5"));

    assertThat(new String(bytes, UTF_8).lines())
        .containsExactly(
            "<14>Mar  4 05:06:07 kc1 a.b: 1",
            "<14>Mar  4 05:06:07 kc1 a.b: 2",
            "<14>Mar  4 05:06:08 kc1 a.b: 3",
            "<14>Mar  4 05:06:08 kc2 a.b: 4",
            "<14>Mar  4 05:06:08 kc2 a.c: 5");
  }

  private static String text(DevoMessage message, TimestampFormat format) {
    return new String(bytes(new SyslogFormat(14, format, false), message), UTF_8);
  }

  private static byte[] bytes(SyslogFormat format, DevoMessage... messages) {
    var lines = new SyslogEncoder(format, false).encode(TransportFixture.batch(messages));
    var bytes = new ByteArrayOutputStream();
    try {
      for (var line : lines.all()) {
        line.writeTo(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(lines.bytes()).isEqualTo(bytes.size());
    return bytes.toByteArray();
  }
}
