// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import static io.tributary.devo.TransportFixture.IMPATIENT;
import static io.tributary.devo.TransportFixture.awaitNoticedEnd;
import static io.tributary.devo.TransportFixture.batch;
import static io.tributary.devo.TransportFixture.bodies;
import static io.tributary.devo.TransportFixture.message;
import static io.tributary.devo.TransportFixture.messages;
import static io.tributary.devo.TransportFixture.tls;
import static io.tributary.devo.TransportFixture.transport;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiException;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.CuttingProxy;
import io.tributary.testkit.http.CuttingProxy.Cut;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RelpTransportTest {
  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "PEM"})
  void confirmsAgainAndAgainOnOneConnection(String store) {
    try (var devo = devo(store);
        var transport = transport(devo, tls(store, certificates))) {
      for (var round = 0; round < 3; round++) {
        transport.send(batch(message("Zoë 🎈 " + round), message("x".repeat(300_000))));
        transport.send(messages(round + "-", 10_000));
        transport.confirm();

        assertThat(bodies(devo)).hasSize(10_002 * (round + 1)).endsWith(round + "-9999");
      }
      assertThat(bodies(devo)).startsWith("Zoë 🎈 0", "x".repeat(300_000), "0-0", "0-1");
      assertThat(devo.malformed()).isEmpty();
      assertThat(devo.connections()).isEqualTo(1);
      assertThat(transport.heldBytes()).isZero();
    }
  }

  @Test
  void confirmsNothingWhileOneAnswerIsMissing() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, IMPATIENT)) {
      devo.faults().answersWith(body -> body.equals("a7") ? "" : "200 OK");
      transport.send(messages("a", 10));

      assertThatThrownBy(transport::confirm)
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("SinkError 600")
          .hasMessageContaining("500 ms");
      assertThat(bodies(devo)).contains("a7");

      devo.faults().clear();
      transport.send(messages("b", 10));
      transport.confirm();
      assertThat(bodies(devo)).endsWith("b9");
    }
  }

  @Test
  void keepsSoManyOpenAndNoMoreAndHoldsNobodyUp() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, IMPATIENT)) {
      devo.faults().answersWith(body -> "");
      for (var put = 0; put < 20; put++) {
        var start = System.nanoTime();
        transport.send(messages("a", 500));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
      }

      devo.awaitMessages(RelpSession.WINDOW, Duration.ofSeconds(10));
      assertThatThrownBy(transport::confirm).hasMessageContaining("SinkError 600");
      assertThat(devo.messages()).hasSize(RelpSession.WINDOW);
      Awaitility.await().until(() -> transport.heldBytes() == 0);
    }
  }

  @Test
  void waitsLongerThanTheTimeoutWhileAnswersCome() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, IMPATIENT)) {
      // 24 KB of frames, written at once.
      devo.faults().readSlowly(20_000);
      transport.send(messages("a", 500));
      var start = System.nanoTime();
      transport.confirm();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(700));
      assertThat(devo.messages()).hasSize(500);
    }
  }

  @Test
  void isToldWhenTheReceiverEndsTheSessionWithMessagesOpen() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> body.equals("a5") ? null : "200 OK");
      transport.send(messages("a", 10));

      assertThatThrownBy(transport::confirm)
          .hasMessageContaining("SinkError 600")
          .hasMessageContaining("the receiver ended the session");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "PEM"})
  void connectsAnewWithoutTroubleWhenAnIdleConnectionHasEnded(String store) {
    try (var devo = devo(store);
        var transport = transport(devo, tls(store, certificates))) {
      transport.send(messages("a", 10));
      transport.confirm();

      devo.resetConnections();
      awaitNoticedEnd(devo);
      transport.poll();
      transport.send(messages("b", 10));
      transport.confirm();

      assertThat(bodies(devo)).hasSize(20).endsWith("b9");
      assertThat(devo.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "PEM"})
  void tellsOfAResetInTheMiddleOfAFrameAndStartsAfresh(String store) {
    try (var devo = devo(store);
        var transport = transport(devo, tls(store, certificates))) {
      devo.faults().resetAfterBytes(100_003);
      transport.send(messages("a", 5_000));
      assertThatThrownBy(transport::confirm).hasMessageContaining("SinkError 600");
      assertThat(devo.messages()).hasSizeLessThan(5_000);

      transport.send(messages("b", 10));
      transport.confirm();
      assertThat(bodies(devo)).endsWith("b9");
    }
  }

  @Test
  void saysGoodbyeWhenNothingIsInDoubt() {
    try (var devo = FakeDevo.relp();
        var proxy = CuttingProxy.at(devo.endpoint().getPort(), Cut.RESET, Integer.MAX_VALUE)) {
      var transport = transport(devo, proxy, Map.of());
      transport.send(messages("a", 1));
      transport.confirm();

      transport.close();

      Awaitility.await()
          .untilAsserted(() -> assertThat(new String(proxy.sent(), UTF_8)).endsWith("3 close 0\n"));
      Awaitility.await().until(() -> devo.openConnections() == 0);
    }
  }

  private static FakeDevo devo(String store) {
    return store.equals("tcp") ? FakeDevo.relp() : FakeDevo.relp(certificates.serverContext());
  }
}
