// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static io.tributary.devo.TransportFixture.IMPATIENT;
import static io.tributary.devo.TransportFixture.awaitNoticedEnd;
import static io.tributary.devo.TransportFixture.batch;
import static io.tributary.devo.TransportFixture.bodies;
import static io.tributary.devo.TransportFixture.messages;
import static io.tributary.devo.TransportFixture.texts;
import static io.tributary.devo.TransportFixture.tls;
import static io.tributary.devo.TransportFixture.transport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.common.error.ApiException;
import io.tributary.devo.TransportFixture;
import io.tributary.devo.error.SinkError;
import io.tributary.testkit.devo.FakeDevo;
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
class SocketTransportTest {
  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @Test
  void confirmsWhatARelayHasReadAndConnectsAnewForTheNext() {
    try (var devo = FakeDevo.tcp();
        var transport = transport(devo, Map.of())) {
      transport.send(messages("a", 1_000));
      transport.confirm();
      assertThat(bodies(devo)).containsExactlyElementsOf(texts("a", 1_000));
      assertThat(devo.malformed()).isEmpty();

      transport.send(messages("b", 1));
      transport.confirm();
      assertThat(bodies(devo)).hasSize(1_001).endsWith("b0");
      assertThat(devo.connections()).isEqualTo(2);
    }
  }

  @Test
  void hasNothingToConfirmWithoutMessages() {
    try (var devo = FakeDevo.tcp();
        var transport = transport(devo, Map.of())) {
      transport.send(batch());
      transport.confirm();

      assertThat(devo.connections()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp", "PEM"})
  void tellsOfAResetInMidStreamOnceAndStartsAfresh(String kind) {
    try (var devo = devo(kind);
        var transport = transport(devo, tls(kind, certificates))) {
      devo.faults().resetAfterBytes(100_003);
      transport.send(messages("a", 5_000));
      var trouble = catchThrowableOfType(ApiException.class, transport::confirm);

      assertThat(trouble.error()).isEqualTo(SinkError.NOT_DELIVERED);
      assertThat(trouble)
          .hasMessageStartingWith(
              "SinkError 600: Devo has not confirmed the messages sent over " + kind(kind))
          .hasMessageEndingWith(
              "The connector reconnects and sends them again. Check the network if this happens repeatedly.");
      assertThat(devo.messages()).hasSizeLessThan(5_000);
      transport.poll();
      Awaitility.await().until(() -> transport.heldBytes() == 0);
      transport.send(messages("b", 10));
      transport.confirm();
      assertThat(bodies(devo)).endsWith("b9");
    }
  }

  @Test
  void noticesTheEndOfAConnectionBeforeItWritesAgain() {
    try (var devo = FakeDevo.tcp();
        var transport = transport(devo, Map.of())) {
      transport.send(messages("a", 10));
      devo.awaitMessages(10, Duration.ofSeconds(10));
      devo.resetConnections();

      Awaitility.await()
          .untilAsserted(
              () -> assertThatThrownBy(transport::poll).hasMessageContaining("SinkError 600"));
    }
  }

  @Test
  void takesAHalfCloseThatIsNeverAnsweredForTrouble() {
    try (var devo = FakeDevo.tcp();
        var transport = transport(devo, IMPATIENT)) {
      devo.faults().answersClose(false);
      transport.send(messages("a", 10));

      assertThatThrownBy(transport::confirm)
          .isInstanceOf(ApiException.class)
          .hasMessageContaining("500 ms");
    }
  }

  @Test
  void aCloseEndsTheConnectionAtALineAndConfirmsNothing() {
    try (var devo = FakeDevo.tcp()) {
      var transport = transport(devo, Map.of());
      transport.send(messages("a", 1));
      devo.awaitMessages(1, Duration.ofSeconds(10));

      transport.close();

      awaitNoticedEnd(devo);
      transport.poll();
      assertThat(transport.outcomes()).isEmpty();
      assertThat(devo.malformed()).isEmpty();
    }
  }

  @Test
  void tellsOfAReceiverThatIsNotThere() {
    try (var devo = FakeDevo.tcp();
        var transport = transport(devo, IMPATIENT)) {
      devo.refuseConnections();
      transport.send(messages("a", 1));

      var trouble = catchThrowableOfType(ApiException.class, transport::confirm);
      assertThat(trouble.error()).isEqualTo(SinkError.NOT_DELIVERED);
    }
  }

  @Test
  void takesANameThatIsUnknownForSomethingThatPasses() {
    try (var transport = TransportFixture.transport("tcp://nowhere.invalid:13000", IMPATIENT)) {
      transport.send(messages("a", 1));

      var trouble = catchThrowableOfType(ApiException.class, transport::confirm);
      assertThat(trouble.error()).isEqualTo(SinkError.NOT_DELIVERED);
      assertThat(trouble).hasMessageContaining("nowhere.invalid");
    }
  }

  @Test
  void packsManyMembersOnOneConnection() {
    try (var devo = FakeDevo.tcp();
        var transport = transport(devo, Map.of("compression", "gzip"))) {
      assertThat(transport.send(messages("a", 20_000))).isGreaterThan(500_000);
      transport.send(messages("b", 1));
      transport.confirm();

      assertThat(bodies(devo)).hasSize(20_001).startsWith("a0", "a1").endsWith("a19999", "b0");
      assertThat(devo.malformed()).isEmpty();
      assertThat(devo.connections()).isEqualTo(1);
      assertThat(transport.heldBytes()).isZero();
    }
  }

  @Test
  void isContentWithHavingWrittenWhereToldSo() {
    try (var devo = FakeDevo.tcp();
        var transport = transport(devo, Map.of("delivery.confirm", "none"))) {
      for (int round = 0; round < 3; round++) {
        transport.send(messages("a", 10));
        transport.confirm();
      }
      devo.awaitMessages(30, Duration.ofSeconds(10));
      assertThat(devo.connections()).isEqualTo(1);

      // The balancer ends an idle connection. No data is in doubt, so nothing is reported.
      devo.resetConnections();
      awaitNoticedEnd(devo);
      transport.poll();
      transport.send(messages("b", 10));
      transport.confirm();
      assertThat(devo.awaitMessages(40, Duration.ofSeconds(10))).hasSize(40);
    }
  }

  private static FakeDevo devo(String kind) {
    return kind.equals("tcp") ? FakeDevo.tcp() : FakeDevo.tls(certificates);
  }

  private static String kind(String kind) {
    return kind.equals("tcp") ? "tcp" : "tls";
  }
}
