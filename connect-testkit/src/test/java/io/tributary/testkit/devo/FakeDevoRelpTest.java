// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FakeDevoRelpTest {
  private static final String OPEN = "1 open 30 relp_version=0\ncommands=syslog\n";
  private static final String OPENED =
      "1 rsp 60 200 OK\nrelp_version=0\nrelp_software=FakeDevo\ncommands=syslog\n";
  private static final String END = "0 serverclose 0\n";

  private final FakeDevo devo = FakeDevo.relp();

  @AfterEach
  void close() {
    devo.close();
  }

  @Test
  void answersAsLibrelpDoes() throws IOException {
    var answers =
        answers(
            OPEN + "2 syslog 31 <14>Jan  1 00:00:00 h a.b: Zoë\n" + "3 close 0\n" + "nothing more");

    assertThat(answers).isEqualTo(OPENED + "2 rsp 6 200 OK\n3 rsp 0\n" + END);
    assertThat(devo.messages()).extracting(SyslogMessage::body).containsExactly("Zoë");
    assertThat(devo.malformed()).isEmpty();
  }

  @Test
  void endsTheSessionForWhatIsOutOfTurnOrNoFrame() throws IOException {
    var message = " syslog 31 <14>Jan  1 00:00:00 h a.b: Zoë\n";

    assertThat(answers(OPEN + "3" + message)).isEqualTo(OPENED + END);
    assertThat(answers("1" + message)).isEqualTo(END);
    assertThat(answers("1 open 2 ok\n")).isEqualTo(END);
    assertThat(answers(OPEN + "2 syslog 30 <14>Jan  1 00:00:00 h a.b: Zoë\n"))
        .isEqualTo(OPENED + END);
    assertThat(devo.messages()).isEmpty();
    assertThat(devo.malformed()).hasSize(4);
  }

  @Test
  void answersAsTold() throws IOException {
    devo.faults().answersWith(body -> body.equals("1") ? "500 no" : body.equals("2") ? "" : null);

    var sent = new StringBuilder(OPEN);
    for (var number = 1; number <= 3; number++) {
      sent.append(number + 1).append(" syslog 28 <14>Jan  1 00:00:00 h a.b: ").append(number);
      sent.append("\n");
    }

    assertThat(answers(sent.toString())).isEqualTo(OPENED + "2 rsp 6 500 no\n" + END);
    assertThat(devo.messages()).extracting(SyslogMessage::body).containsExactly("2");
  }

  private String answers(String sent) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), devo.endpoint().getPort())) {
      socket.getOutputStream().write(sent.getBytes(UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
