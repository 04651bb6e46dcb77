// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FakeDevoTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String HEAD = "<14>2025-03-04T05:06:07.089Z kc1 ";
  private static final String TABLE = "my.app.fakedevo.testevent";

  private final FakeDevo devo = FakeDevo.tcp();

  @AfterEach
  void close() {
    devo.close();
  }

  @Test
  void sortsMessagesIntoTablesAndAnswersTheHalfClose() throws IOException {
    try (Socket socket = connect()) {
      send(socket, line(TABLE, "{\"u\":\"Zoë\"}") + line("my.app.x", "") + line(TABLE, "2"));
      socket.shutdownOutput();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    assertThat(devo.tables().get(TABLE))
        .containsExactly(
            new SyslogMessage(14, "2025-03-04T05:06:07.089Z", "kc1", TABLE, "{\"u\":\"Zoë\"}", 1),
            new SyslogMessage(14, "2025-03-04T05:06:07.089Z", "kc1", TABLE, "2", 1));
    assertThat(devo.tables().get("my.app.x")).hasSize(1);
    assertThat(devo.malformed()).isEmpty();
    assertThat(devo.connections()).isEqualTo(1);
  }

  @Test
  void takesLinesCountsAndGzipMembersMixedOnOneConnection() throws IOException {
    String counted = line("my.app.lab.multi", "first line\nsecond line");
    try (Socket socket = connect()) {
      for (int i = 0; i < 3; i++) {
        send(socket, line("my.app.plain", "p" + i));
        socket
            .getOutputStream()
            .write(gzip(line("my.app.gz", "g" + i) + line("my.app.gz", "h" + i)));
        send(socket, counted.getBytes(StandardCharsets.UTF_8).length + " " + counted);
      }
    }

    assertThat(devo.awaitMessages(12, SOON))
        .extracting(SyslogMessage::body)
        .startsWith("p0", "g0", "h0", "first line\nsecond line", "p1");
    assertThat(devo.malformed()).isEmpty();
  }

  @Test
  void resetsAfterSoManyMessagesAndKeepsThem() throws IOException {
    devo.faults().resetAfterMessages(3);
    try (Socket socket = connect()) {
      send(socket, numbered(0, 10));

      assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("reset");
    }
    assertThat(devo.messages()).hasSize(3);

    try (Socket socket = connect()) {
      send(socket, numbered(0, 10));
    }
    assertThat(devo.awaitMessages(13, SOON)).hasSize(13);
    assertThat(devo.faults().resets()).isEqualTo(1);
    assertThat(devo.faults().resetConnections()).containsExactly(1);
  }

  @Test
  void resetsAtACertainMessageEachTimeAndDoesNotTakeIt() throws IOException {
    devo.faults().resetOn(message -> message.body().equals("{\"n\":00002}"));
    for (var resets = 1; resets <= 2; resets++) {
      try (Socket socket = connect()) {
        send(socket, numbered(0, 10));

        assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("reset");
      }
      assertThat(devo.messages()).hasSize(2 * resets);
      assertThat(devo.faults().resets()).isEqualTo(resets);
    }
  }

  @Test
  void resetsAfterSoManyBytesEvenWithinAMessage() throws IOException {
    devo.faults().resetAfterBytes(numbered(0, 2).length() + 5);
    try (Socket socket = connect()) {
      send(socket, numbered(0, 10));

      assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("reset");
    }
    assertThat(devo.messages()).hasSize(2);
    assertThat(devo.malformed()).isEmpty();
  }

  @Test
  void resetsAtTheSamePlacesForTheSameSeed() throws IOException {
    var places = new ArrayList<List<Integer>>();
    for (int run = 0; run < 2; run++) {
      try (var other = FakeDevo.tcp()) {
        other.faults().resetAtRandom(5, 600);
        var taken = new ArrayList<Integer>();
        for (int i = 1; i <= 5; i++) {
          int resets = i;
          try (Socket socket = connect(other)) {
            send(socket, numbered(0, 100));
            Awaitility.await().until(() -> other.faults().resets() == resets);
          }
          taken.add(other.messages().size());
        }
        places.add(taken);
      }
    }

    assertThat(places.get(0)).isEqualTo(places.get(1));
  }

  @Test
  void readsNothingWhileStalled() throws IOException {
    devo.faults().stall();
    try (Socket socket = connect()) {
      send(socket, numbered(0, 10));
      Awaitility.await().during(Duration.ofMillis(300)).until(() -> devo.messages().isEmpty());

      devo.faults().release();

      assertThat(devo.awaitMessages(10, SOON)).hasSize(10);
    }
  }

  @Test
  void readsSlowly() throws IOException {
    String text = numbered(0, 40);
    devo.faults().readSlowly(text.length() * 2);
    long start = System.nanoTime();
    try (Socket socket = connect()) {
      send(socket, text);
      devo.awaitMessages(40, SOON);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void leavesTheHalfCloseUnansweredWhenTold() throws IOException {
    devo.faults().answersClose(false);
    try (Socket socket = connect()) {
      socket.shutdownOutput();
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("timed out");

      devo.close();

      socket.setSoTimeout(5000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void refusesConnectionsForAWhile() throws IOException {
    try (Socket before = connect()) {
      Awaitility.await().until(() -> devo.openConnections() == 1);
      devo.refuseConnections();
      assertThatThrownBy(this::connect).hasMessageContaining("refused");
      send(before, numbered(0, 1));
      devo.awaitMessages(1, SOON);

      devo.acceptConnections();

      connect().close();
      Awaitility.await().until(() -> devo.connections() == 2);
      devo.resetConnections();
      assertThatThrownBy(() -> before.getInputStream().read()).hasMessageContaining("reset");
    }
  }

  private Socket connect() throws IOException {
    return connect(devo);
  }

  private static Socket connect(FakeDevo to) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), to.endpoint().getPort());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(String tag, String body) {
    return HEAD + tag + ": " + body + "\n";
  }

  private static String numbered(int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(line(TABLE, "{\"n\":%05d}".formatted(i)));
    }
    return text.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
