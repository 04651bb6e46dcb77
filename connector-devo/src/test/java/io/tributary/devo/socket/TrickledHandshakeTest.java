// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.http.Tls;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule R6: a receiver that lets each byte come in time cannot make the handshake last for ever. */
@Timeout(60)
class TrickledHandshakeTest {
  private static final byte[] START_OF_A_LONG_RECORD = {0x16, 3, 3, 0x40, 0};

  @Test
  void isGivenUpAfterAFewTimesTheTimeout() throws Exception {
    var done = new CountDownLatch(1);
    try (var server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      var sending = CompletableFuture.runAsync(() -> trickle(server, done));
      var endpoint = "tls://127.0.0.1:" + server.getLocalPort();
      var settings = Map.of("topics", "t", "endpoint", endpoint, "tag", "my.app.a");
      var tls = new Tls(new DevoSinkConfig(settings).values());

      try (var connection =
          new SocketConnection(Endpoint.parse(endpoint), false, in -> in.readAllBytes())) {
        assertThatThrownBy(
                () -> connection.connect(tls, List.of("TLSv1.3"), Duration.ofMillis(300)))
            .isInstanceOf(SocketTimeoutException.class)
            .hasMessageContaining("handshake");
      } finally {
        done.countDown();
      }
      sending.join();
    }
  }

  private static void trickle(ServerSocket server, CountDownLatch done) {
    try (var socket = server.accept()) {
      var out = socket.getOutputStream();
      out.write(START_OF_A_LONG_RECORD);
      while (!done.await(50, TimeUnit.MILLISECONDS)) {
        out.write(0);
      }
    } catch (IOException e) {
      // The client has given the handshake up.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
