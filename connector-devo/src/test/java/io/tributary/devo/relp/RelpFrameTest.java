// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RelpFrameTest {
  /** Frames of librelp 1.11, and one with two-byte letters. */
  private static final String ANSWERS =
      """
      1 rsp 93 200 OK
      relp_version=0
      relp_software=librelp,1.11.0,http://librelp.adiscon.com
      commands=syslog
      2 rsp 6 200 OK
      999999999 rsp 16 500 Zoë
      no more
      3 rsp 0
      4 rsp 3 200
      0 serverclose 0
      """;

  @Test
  void readsOneAfterTheOther() throws IOException {
    var frames = frames(stream(ANSWERS));

    assertThat(frames).extracting(RelpFrame::number).containsExactly(1, 2, 999_999_999, 3, 4, 0);
    assertThat(frames)
        .extracting(RelpFrame::isOk)
        .containsExactly(true, true, false, false, true, false);
    assertThat(frames)
        .extracting(RelpFrame::text)
        .containsExactly("200 OK", "200 OK", "500 Zoë", "no code", "200", "no code");
    assertThat(frames.get(5).command()).isEqualTo("serverclose");
  }

  @Test
  void isCutWhereTheStreamEndsInTheMiddleOfOne() throws IOException {
    var bytes = ANSWERS.getBytes(UTF_8);
    var whole = 0;
    for (var end = 0; end <= bytes.length; end++) {
      var in = new ByteArrayInputStream(bytes, 0, end);
      try {
        whole = frames(in).size();
      } catch (EOFException e) {
        assertThat(e).hasMessage("the connection ended in the middle of an answer");
        continue;
      }
      // Only a line feed ends a frame, and the next frame begins after it.
      assertThat(end == 0 || bytes[end - 1] == '\n').as("end at %s", end).isTrue();
    }
    assertThat(whole).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n",
        "rsp 6 200 OK\n",
        "1 rsp\n",
        "1 rsp 6\n",
        "1  rsp 6 200 OK\n",
        "-1 rsp 6 200 OK\n",
        "1 rsp 5 200 OK\n",
        "1 rsp 7 200 OK\n\n\n2",
        "1 rsp 999999 200 OK\n",
        "1000000000 rsp 6 200 OK\n",
        "\u0000\u0000\n",
        "\u001b]0;owned\u0007\r\n",
        "no line feed in sixty bytes, which is more than a header has, or so they say\n"
      })
  void isNoneUnlessItKeepsToTheForm(String garbage) {
    assertThatThrownBy(() -> frames(stream(garbage)))
        .isInstanceOf(RelpProtocolException.class)
        .message()
        .startsWith("it")
        .matches("\\P{Cntrl}{1,201}");
  }

  @ParameterizedTest
  @CsvSource({
    "200, true",
    "200 OK, true",
    "2000, false",
    "20, false",
    "201 OK, false",
    "500, false"
  })
  void isTakenByItsCodeAlone(String text, boolean taken) {
    assertThat(new RelpFrame(1, "rsp", text).isOk()).isEqualTo(taken);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static List<RelpFrame> frames(InputStream in) throws IOException {
    var frames = new ArrayList<RelpFrame>();
    for (var frame = RelpFrame.read(in); frame.isPresent(); frame = RelpFrame.read(in)) {
      frames.add(frame.get());
    }
    return frames;
  }
}
