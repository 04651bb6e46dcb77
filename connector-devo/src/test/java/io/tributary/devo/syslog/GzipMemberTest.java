// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.syslog;

import static io.tributary.devo.TransportFixture.messages;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.message.Batch;
import io.tributary.devo.socket.EncodedLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipMemberTest {
  private static final Batch.Item ITEM = messages("a", 1).items().get(0);

  @Test
  void holdsWholeLinesAndLittleMoreThanFiftyKibibytes() throws IOException {
    var lines = Collections.nCopies(200, line("x".repeat(998))).iterator();

    var text = new StringBuilder();
    while (lines.hasNext()) {
      var member = GzipMember.of(lines);
      var unpacked = unpacked(member);
      assertThat(unpacked).endsWith("\n").hasSizeLessThan(50 * 1024 + 1_000);
      assertThat(member.length()).isEqualTo(unpacked.length()).isIn(52_000L, 44_000L);
      text.append(unpacked);
    }

    assertThat(text).hasToString((">" + "x".repeat(998) + "\n").repeat(200));
  }

  @Test
  void aLongLineIsAMemberOfItsOwn() {
    var lines = List.of(line("x".repeat(1 << 20)), line("short")).iterator();

    assertThat(GzipMember.of(lines).length()).isEqualTo((1 << 20) + 2);
    assertThat(GzipMember.of(lines).length()).isEqualTo(7);
  }

  private static EncodedLines.Line line(String body) {
    return EncodedLines.Line.answered(new byte[] {'>'}, body.getBytes(UTF_8), ITEM);
  }

  private static String unpacked(GzipMember member) throws IOException {
    var packed = new ByteArrayInputStream(member.compressed());
    return new String(new GZIPInputStream(packed).readAllBytes(), UTF_8);
  }
}
