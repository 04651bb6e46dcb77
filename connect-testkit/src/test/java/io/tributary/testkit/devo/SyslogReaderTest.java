// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogReaderTest {
  private final List<SyslogMessage> taken = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<14>2025-03-04T05:06:07.089Z kc1 my.app.x: b\n",
        "<14>Jan  1 00:00:00 kc1 my.app.x: b\n",
        "<13>2025-03-04 05:06:07.089 kc1 my.app.x: b\n",
        "<13>2025-03-04T05:06:07+01:00 kc1 my.app.x-y: b\n",
        "<13>1 2025-03-04T05:06:07.089Z kc1 my.app.x 1511 master - b\n",
        "45 <14>2025-03-04T05:06:07.089Z kc1 my.app.x: b\n"
      })
  void takesEveryFormThatClientsSend(String message) throws IOException {
    read(message.getBytes(StandardCharsets.UTF_8));

    assertThat(taken).extracting(SyslogMessage::body).containsExactly("b");
    assertThat(malformed).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<14> 2025-03-04T05:06:07.089Z kc1 my.app.x: b\n",
        "<14>2025-03-04T05:06:07.089Z kc1 my.app.x:b\n",
        "<14>2025-03-04T05:06:07.089Z kc1 my: b\n",
        "<14>2025-03-04T05:06:07.089Z kc1 my.app..x: b\n",
        "<14>2025-03-04T05:06:07.089Z my.app.x: b\n",
        "<192>2025-03-04T05:06:07.089Z kc1 my.app.x: b\n",
        "<14>2025-03-04T05:06:07.089Z kc1 my.app.x: b\r\n",
        "<14>2025-03-04T05:06:07.089Z kc1 my.app.x: a\0b\n",
        "<14>2025-03-04T05:06:07.089Z kc1 my.app.x: no end",
        "the second part of a split message\n",
        "9 <14>2025-03-04T05:06:07.089Z kc1 my.app.x: b\n"
      })
  void keepsWhatBreaksTheLayoutApart(String message) throws IOException {
    read(message.getBytes(StandardCharsets.UTF_8));

    assertThat(malformed).isNotEmpty();
    assertThat(taken).isEmpty();
  }

  @Test
  void takesACountedMessageWithBreaksAsOne() throws IOException {
    // The length is that of the whole message with its last line feed, in bytes.
    read(
        "65 <14>Jan  1 00:00:00 kc1 my.app.lab.multi: first line\nsecond line\n"
            .getBytes(StandardCharsets.UTF_8));

    assertThat(taken).extracting(SyslogMessage::body).containsExactly("first line\nsecond line");
  }

  @Test
  void keepsBytesThatAreNoUtf8Apart() throws IOException {
    byte[] bytes = "<14>Jan  1 00:00:00 kc1 my.app.x: ?\n".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 2] = (byte) 0xff;

    read(bytes);

    assertThat(malformed).hasSize(1);
  }

  @Test
  void readsManyGzipMembersWhereverTheirEdgesFall() throws IOException {
    var all = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      String line = "<14>Jan  1 00:00:00 kc1 my.app.x: " + i + "x".repeat(i * 7) + "\n";
      all.write(i % 3 == 0 ? line.getBytes(StandardCharsets.UTF_8) : gzip(line + line));
    }

    read(all.toByteArray());

    assertThat(malformed).isEmpty();
    assertThat(taken).hasSize(67 + 2 * 133);
    assertThat(taken.get(taken.size() - 1).body()).startsWith("199x");
  }

  @Test
  void noticesAMemberThatIsBrokenOrCut() throws IOException {
    byte[] member = gzip("<14>Jan  1 00:00:00 kc1 my.app.x: b\n");
    byte[] wrong = member.clone();
    wrong[wrong.length - 5] ^= 1;

    read(wrong);
    read(Arrays.copyOf(member, member.length - 12));
    read(gzip("<14>Jan  1 00:00:00 kc1 my.app.x: no line feed"));

    assertThat(malformed).hasSize(3);
    assertThat(taken).isEmpty();
  }

  private void read(byte[] bytes) throws IOException {
    new SyslogReader(1, taken::add, malformed::add).read(new ByteArrayInputStream(bytes));
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
