package io.tributary.devo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipMemberTest {
  @Test
  void holdsWholeLinesAndLittleMoreThanFiftyKibibytes() throws IOException {
    var line = "x".repeat(999) + "\n";
    var lines = line.repeat(200).getBytes(UTF_8);

    var text = new StringBuilder();
    for (int from = 0, end; from < lines.length; from = end) {
      end = GzipMember.end(lines, from);
      var member = unpacked(GzipMember.of(lines, from, end));
      assertThat(member).endsWith("\n").hasSizeLessThan(50 * 1024 + 1_000);
      text.append(member);
    }

    assertThat(text).hasToString(line.repeat(200));
    assertThat(GzipMember.end(lines, 0)).isEqualTo(52_000);
  }

  @Test
  void aLongLineIsAMemberOfItsOwn() {
    var lines = ("x".repeat(1 << 20) + "\nshort\n").getBytes(UTF_8);

    assertThat(GzipMember.end(lines, 0)).isEqualTo((1 << 20) + 1);
    assertThat(GzipMember.end(lines, (1 << 20) + 1)).isEqualTo(lines.length);
  }

  private static String unpacked(byte[] member) throws IOException {
    return new String(new GZIPInputStream(new ByteArrayInputStream(member)).readAllBytes(), UTF_8);
  }
}
