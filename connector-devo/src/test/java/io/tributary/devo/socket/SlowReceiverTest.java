// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static io.tributary.devo.TransportFixture.IMPATIENT;
import static io.tributary.devo.TransportFixture.batch;
import static io.tributary.devo.TransportFixture.bodies;
import static io.tributary.devo.TransportFixture.message;
import static io.tributary.devo.TransportFixture.messages;
import static io.tributary.devo.TransportFixture.transport;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiException;
import io.tributary.testkit.devo.FakeDevo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A receiver that reads slowly or not at all. */
@Timeout(60)
class SlowReceiverTest {
  @Test
  void holdsNobodyUpWhileTheReceiverStandsStill() {
    try (var devo = FakeDevo.tcp();
        var transport = transport(devo, IMPATIENT)) {
      devo.faults().stall();
      var big = batch(message("x".repeat(1 << 20)));
      var start = System.nanoTime();
      for (int count = 0; count < 32; count++) {
        transport.send(big);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start).dividedBy(32))
          .isLessThan(Duration.ofMillis(100));
      Awaitility.await().until(() -> transport.heldBytes() > 8 << 20);

      assertThatThrownBy(transport::confirm).isInstanceOf(ApiException.class);
      Awaitility.await().until(() -> transport.heldBytes() == 0);
      devo.faults().release();
      transport.send(messages("b", 1));
      transport.confirm();
      assertThat(bodies(devo)).contains("b0");
    }
  }

  @Test
  void waitsLongerThanTheTimeoutWhileTheReceiverMakesProgress() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var received = CompletableFuture.supplyAsync(() -> readSlowly(server));
      var endpoint = "tcp://127.0.0.1:" + server.getLocalPort();
      try (var transport = transport(endpoint, Map.of("confirm.timeout.ms", "1500"))) {
        var size = transport.send(batch(message("x".repeat(8 << 20))));
        var start = System.nanoTime();
        transport.confirm();

        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isGreaterThan(Duration.ofMillis(1600));
        assertThat(received.get()).isEqualTo(size);
      }
    }
  }

  /** 128 KiB every 40 ms: 3 MiB a second. */
  private static long readSlowly(ServerSocket server) {
    try (var socket = server.accept()) {
      var pace = CompletableFuture.delayedExecutor(40, MILLISECONDS);
      long received = 0;
      for (int count = -1; count != 0; received += count) {
        CompletableFuture.runAsync(() -> {}, pace).join();
        count = socket.getInputStream().readNBytes(128 << 10).length;
      }
      return received;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
