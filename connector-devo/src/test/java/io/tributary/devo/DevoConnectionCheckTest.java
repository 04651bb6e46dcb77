// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation by connecting to the receiver. */
@Timeout(60)
class DevoConnectionCheckTest {
  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @ParameterizedTest
  @CsvSource({"tcp, false", "PEM, false", "PKCS12, false", "tcp, true", "PEM, true"})
  void connectsSendsNothingAndLeaves(String store, boolean relp) {
    try (var devo = devo(store, relp)) {
      assertThat(faults(devo, TransportFixture.tls(store, certificates))).isEmpty();

      Awaitility.await()
          .untilAsserted(
              () -> {
                assertThat(devo.connections()).isEqualTo(1);
                assertThat(devo.openConnections()).isZero();
              });
      assertThat(devo.messages()).isEmpty();
      assertThat(devo.malformed()).isEmpty();
    }
  }

  @Test
  void doesNotConnectWhenToldNotToOrWhenASettingIsWrong() {
    try (var devo = FakeDevo.tcp()) {
      assertThat(faults(devo, Map.of("connection.check.enabled", "false"))).isEmpty();
      assertThat(faults(devo, Map.of("priority", "x"))).containsOnlyKeys("priority");

      assertThat(devo.connections()).isZero();
    }
  }

  @Test
  void blamesTheEndpointForAHostThatIsUnknown() {
    assertThat(faults(Map.of("endpoint", "tcp://nowhere.invalid:13000")))
        .containsOnly(
            Map.entry(
                "endpoint",
                "SetupError 701: Setting endpoint is not valid: the host nowhere.invalid is unknown."
                    + " Correct the value."));
  }

  @Test
  void blamesTheTrustStoreForACertificateNobodyTrusts() {
    try (var devo = FakeDevo.tls(certificates.context(certificates.untrusted()))) {
      assertThat(faults(devo, TransportFixture.tls("PEM", certificates)))
          .containsOnlyKeys("ssl.truststore.certificates")
          .hasEntrySatisfying(
              "ssl.truststore.certificates",
              fault ->
                  assertThat(fault)
                      .startsWith("SetupError 701")
                      .contains("the certificate of " + devo.endpoint() + " is not trusted"));
      assertThat(faults(devo, TransportFixture.tls("PKCS12", certificates)))
          .containsOnlyKeys("ssl.truststore.location");
    }
  }

  @Test
  void blamesTheEndpointForACertificateOfAnotherHost() {
    // The certificate contains no name at all.
    try (var devo = FakeDevo.tls(certificates.context(certificates.client()))) {
      var faults = faults(devo, TransportFixture.tls("PEM", certificates));

      assertThat(faults).containsOnlyKeys("endpoint");
      assertThat(faults.get("endpoint")).contains("the certificate does not match the host");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void blamesTheKeyStoreForACertificateThatIsRefused(String protocol) {
    var stranger = new HashMap<>(TransportFixture.tls("PEM", certificates));
    stranger.put("ssl.keystore.certificate.chain", certificates.untrusted().chainPem());
    stranger.put("ssl.keystore.key", certificates.untrusted().keyPem());
    var store = new HashMap<>(TransportFixture.tls("PKCS12", certificates));
    store.put("ssl.keystore.location", certificates.untrusted().keyStore().toString());

    try (var devo = FakeDevo.tls(certificates)) {
      devo.protocols(protocol);
      // On loopback the peer may close before we have written the whole handshake.
      Awaitility.await()
          .untilAsserted(
              () -> {
                assertThat(faults(devo, stranger))
                    .containsOnlyKeys("ssl.keystore.certificate.chain");
                assertThat(faults(devo, store)).containsOnlyKeys("ssl.keystore.location");
              });
    }
  }

  @Test
  void tellsOfAClientCertificateThatHasExpiredWithoutConnecting() {
    var expired = new HashMap<>(TransportFixture.tls("PEM", certificates));
    expired.put("ssl.keystore.certificate.chain", certificates.expired().chainPem());
    expired.put("ssl.keystore.key", certificates.expired().keyPem());
    expired.put("connection.check.enabled", "false");

    try (var devo = FakeDevo.tls(certificates)) {
      var faults = faults(devo, expired);

      assertThat(faults).containsOnlyKeys("ssl.keystore.certificate.chain");
      assertThat(faults.get("ssl.keystore.certificate.chain")).contains("has expired");
      assertThat(devo.connections() + devo.failedHandshakes()).isZero();
    }
  }

  @Test
  void letsAReceiverThatIsAwayOrSilentPass() throws IOException {
    try (var devo = FakeDevo.tcp();
        var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      devo.refuseConnections();
      assertThat(faults(devo, Map.of())).isEmpty();

      var settings = new HashMap<>(TransportFixture.tls("PEM", certificates));
      settings.put("endpoint", "tls://localhost:" + silent.getLocalPort());
      var start = System.nanoTime();
      assertThat(faults(settings)).isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(10));
    }
  }

  @Test
  void blamesTheEndpointForAReceiverThatDoesNotSpeakRelp() throws IOException {
    try (var silent = FakeDevo.tcp()) {
      var port = silent.endpoint().getPort();
      assertThat(faults(Map.of("endpoint", "relp://127.0.0.1:" + port)))
          .containsOnly(
              Map.entry(
                  "endpoint",
                  "SetupError 701: Setting endpoint is not valid: relp://127.0.0.1:"
                      + port
                      + " does not speak RELP. Correct the value."));
    }
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answering = CompletableFuture.runAsync(() -> answer(server, "HTTP/1.1 400\r\n\r\n"));
      assertThat(faults(Map.of("endpoint", "relp://127.0.0.1:" + server.getLocalPort())))
          .hasEntrySatisfying(
              "endpoint",
              fault -> assertThat(fault).endsWith(" does not speak RELP. Correct the value."));
      answering.join();
    }
  }

  private static void answer(ServerSocket server, String answer) {
    try (var socket = server.accept()) {
      socket.getOutputStream().write(answer.getBytes(UTF_8));
      socket.shutdownOutput();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FakeDevo devo(String store, boolean relp) {
    if (relp) {
      return store.equals("tcp") ? FakeDevo.relp() : FakeDevo.relp(certificates.serverContext());
    }
    return store.equals("tcp") ? FakeDevo.tcp() : FakeDevo.tls(certificates);
  }

  private static Map<String, String> faults(FakeDevo devo, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("endpoint", devo.endpoint().toString());
    return faults(settings);
  }

  private static Map<String, String> faults(Map<String, String> settings) {
    var faults = new HashMap<String, String>();
    var connector = new DevoSinkConnector(Duration.ofSeconds(2));
    for (var value : connector.validate(settings).configValues()) {
      assertThat(value.errorMessages()).hasSizeLessThan(2);
      List.copyOf(value.errorMessages()).forEach(fault -> faults.put(value.name(), fault));
    }
    return faults;
  }
}
