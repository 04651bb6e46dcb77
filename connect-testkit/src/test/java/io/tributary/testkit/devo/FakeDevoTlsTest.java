// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FakeDevoTlsTest {
  private static final String LINE = "<14>2025-03-04T05:06:07.089Z kc1 my.app.x: b\n";

  @TempDir static Path directory;
  private static TestCertificates certificates;
  private static FakeDevo devo;

  @BeforeAll
  static void start() {
    certificates = TestCertificates.create(directory);
    devo = FakeDevo.tls(certificates);
  }

  @AfterAll
  static void close() {
    devo.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void takesMessagesOverMutualTlsAndClosesWithCloseNotify(String protocol) throws IOException {
    int before = devo.messages().size();
    try (Socket tcp = tcp();
        SSLSocket socket = tls(tcp, certificates.context(certificates.client()))) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.getOutputStream().write(LINE.getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();

      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    assertThat(devo.awaitMessages(before + 1, Duration.ofSeconds(5))).hasSize(before + 1);
  }

  @Test
  void refusesClientsWithoutAGoodCertificate() throws Exception {
    int before = devo.failedHandshakes();
    for (var identity :
        new TestCertificates.Identity[] {certificates.expired(), certificates.untrusted()}) {
      refused(certificates.context(identity));
    }

    Awaitility.await().until(() -> devo.failedHandshakes() == before + 2);
  }

  @Test
  void closesTheConnectionBareWhenTold() throws Exception {
    assertThat(alertsBeforeEnd()).isEqualTo(1);
    devo.faults().sendsCloseNotify(false);
    try {
      assertThat(alertsBeforeEnd()).isZero();
    } finally {
      devo.faults().clear();
    }
  }

  /** TLS 1.2 shows the type of a record, so that a close_notify can be seen: 21 is an alert. */
  private static int alertsBeforeEnd() throws IOException {
    try (Socket tcp = tcp();
        SSLSocket socket = tls(tcp, certificates.context(certificates.client()))) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();
      socket.shutdownOutput();
      byte[] rest = tcp.getInputStream().readAllBytes();
      return rest.length > 0 && rest[0] == 21 ? 1 : 0;
    }
  }

  private static void refused(SSLContext context) throws IOException {
    try (Socket tcp = tcp();
        SSLSocket socket = tls(tcp, context)) {
      assertThatThrownBy(
              () -> {
                socket.startHandshake();
                socket.getInputStream().read();
              })
          .isInstanceOf(IOException.class);
    }
  }

  private static Socket tcp() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), devo.endpoint().getPort());
  }

  private static SSLSocket tls(Socket tcp, SSLContext context) throws IOException {
    return (SSLSocket)
        context.getSocketFactory().createSocket(tcp, "127.0.0.1", tcp.getPort(), false);
  }
}
