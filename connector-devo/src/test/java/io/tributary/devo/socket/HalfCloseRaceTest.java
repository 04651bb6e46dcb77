// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static io.tributary.devo.TransportFixture.batch;
import static io.tributary.devo.TransportFixture.message;
import static io.tributary.devo.TransportFixture.messages;
import static io.tributary.devo.TransportFixture.tls;
import static io.tributary.devo.TransportFixture.transport;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiException;
import io.tributary.devo.DrivenTransport;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A reset that arrives while we half-close. Writing the close_notify may hide the error, and the
 * following read then looks like an orderly end, which is not a confirmation.
 */
class HalfCloseRaceTest {
  private static final int RUNS = 60;

  @TempDir static Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "PEM"})
  @Timeout(120)
  void aResetAtTheHalfCloseIsNeverAConfirmation(String kind) {
    var certificates = TestCertificates.create(directory);
    var random = new Random(20261122);
    for (var run = 0; run < RUNS; run++) {
      try (var devo = kind.equals("tcp") ? FakeDevo.tcp() : FakeDevo.tls(certificates);
          var transport = transport(devo, tls(kind, certificates))) {
        devo.faults().resetAfterBytes(1 + random.nextInt(5_000));

        transport.send(messages("a", 200));

        assertThat(confirms(transport) && devo.messages().size() < 200).as("run " + run).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"half-close", "close-notify"})
  @Timeout(60)
  void aCloseNotifyOfAPeerThatHasNotReadEverythingIsNoConfirmation(String confirm)
      throws Exception {
    var certificates = TestCertificates.create(directory);
    var settings = new HashMap<>(tls("PEM", certificates));
    settings.put("delivery.confirm", confirm);
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var peer =
          CompletableFuture.runAsync(() -> readOneByteAndLeave(server, certificates, 20_000));
      try (var transport = transport("tls://localhost:" + server.getLocalPort(), settings)) {
        transport.send(batch(message("x".repeat(20_000))));

        assertThat(confirms(transport)).isFalse();
      }
      peer.get();
    }
  }

  /** Sends its close_notify only when all data is available to be read. */
  private static void readOneByteAndLeave(
      ServerSocket server, TestCertificates certificates, int bytes) {
    try (var plain = server.accept()) {
      var factory = certificates.serverContext().getSocketFactory();
      var secure = (SSLSocket) factory.createSocket(plain, null, plain.getPort(), false);
      secure.setUseClientMode(false);
      secure.setNeedClientAuth(true);
      assertThat(secure.getInputStream().read()).isEqualTo('<');
      // The second record of the message, and the close_notify.
      Awaitility.await().until(() -> plain.getInputStream().available() > bytes - (16 << 10));
      secure.shutdownOutput();
      // Operating systems do this when bytes are unread. Java ends its output first.
      plain.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean confirms(DrivenTransport transport) {
    try {
      transport.confirm();
      return true;
    } catch (ApiException e) {
      return false;
    }
  }
}
