// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.common.error.ApiException;
import io.tributary.devo.TransportFixture;
import io.tributary.devo.error.SinkError;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SyslogTlsTest {
  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.2,PEM",
    "TLSv1.3,PEM",
    "TLSv1.2,PKCS12",
    "TLSv1.3,PKCS12",
    "TLSv1.3,JKS",
    "TLSv1.3,PEM files"
  })
  void confirmsOverMutualTls(String protocol, String store) {
    try (var devo = FakeDevo.tls(certificates);
        var transport =
            TransportFixture.transport(devo, TransportFixture.tls(store, certificates))) {
      devo.protocols(protocol);
      for (int connection = 1; connection <= 3; connection++) {
        transport.send(TransportFixture.messages("c" + connection + "-", 500));
        transport.confirm();
        assertThat(devo.messages()).hasSize(500 * connection);
      }
      assertThat(devo.connections()).isEqualTo(3);
      assertThat(devo.failedHandshakes()).isZero();
      assertThat(devo.malformed()).isEmpty();
    }
  }

  @Test
  void offersOnlyTheCipherSuitesOfItsSettings() {
    var settings = new HashMap<>(TransportFixture.tls("PKCS12", certificates));
    settings.put("ssl.cipher.suites", "TLS_AES_128_GCM_SHA256");
    try (var devo = FakeDevo.tls(certificates);
        var transport = TransportFixture.transport(devo, settings)) {
      devo.protocols("TLSv1.2");
      transport.send(TransportFixture.messages("a", 1));

      assertThatThrownBy(transport::confirm).hasMessageContaining("fatal alert: protocol_version");
      assertThat(devo.messages()).isEmpty();
    }
  }

  /** The provider throws what is no I/O error. */
  @Test
  void aCipherSuiteThatDoesNotExistIsTroubleAndNotNothingToDo() {
    var settings = new HashMap<>(TransportFixture.tls("PKCS12", certificates));
    settings.put("ssl.cipher.suites", "TLS_AES_128_GCM_SHA999");
    settings.put("delivery.confirm", "none");
    try (var devo = FakeDevo.tls(certificates);
        var transport = TransportFixture.transport(devo, settings)) {
      for (var attempt = 0; attempt < 2; attempt++) {
        transport.send(TransportFixture.messages("a", 1));

        assertThatThrownBy(transport::confirm).hasMessageContaining("TLS_AES_128_GCM_SHA999");
      }
      assertThat(devo.messages()).isEmpty();
    }
  }

  @Test
  void namesTheHostItWantsToReach() {
    try (var devo = FakeDevo.tls(certificates)) {
      for (var host : List.of("localhost", "127.0.0.1")) {
        var endpoint = "tls://" + host + ":" + devo.endpoint().getPort();
        try (var transport =
            TransportFixture.transport(endpoint, TransportFixture.tls("PEM", certificates))) {
          transport.send(TransportFixture.messages("a", 1));
          transport.confirm();
        }
      }
      // An address is no name.
      assertThat(devo.serverNames()).containsExactly("localhost");
    }
  }

  @Test
  void acceptsAnEndWithoutCloseNotifyUnlessItIsWanted() {
    try (var devo = FakeDevo.tls(certificates);
        var transport =
            TransportFixture.transport(devo, TransportFixture.tls("PEM", certificates))) {
      devo.faults().sendsCloseNotify(false);
      transport.send(TransportFixture.messages("a", 10));

      assertThatCode(transport::confirm).doesNotThrowAnyException();

      var strict = new HashMap<>(TransportFixture.tls("PEM", certificates));
      strict.put("delivery.confirm", "close-notify");
      try (var other = TransportFixture.transport(devo, strict)) {
        other.send(TransportFixture.messages("b", 10));
        assertThatThrownBy(other::confirm)
            .hasMessageContaining("SinkError 600")
            .hasMessageContaining("the connection ended without a close_notify");
        devo.faults().sendsCloseNotify(true);
        other.send(TransportFixture.messages("b", 10));
        assertThatCode(other::confirm).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void saysWhichCertificateIsRefused() {
    refused(
        FakeDevo.tls(certificates.context(certificates.untrusted())),
        TransportFixture.tls("PEM", certificates));
    // Its certificate has no name at all.
    refused(
        FakeDevo.tls(certificates.context(certificates.client())),
        TransportFixture.tls("PEM", certificates));

    var expired = new HashMap<>(TransportFixture.tls("PEM", certificates));
    expired.put("ssl.keystore.certificate.chain", certificates.expired().chainPem());
    expired.put("ssl.keystore.key", certificates.expired().keyPem());
    refused(FakeDevo.tls(certificates), expired);
    var stranger = new HashMap<>(TransportFixture.tls("PEM", certificates));
    stranger.put("ssl.keystore.certificate.chain", certificates.untrusted().chainPem());
    stranger.put("ssl.keystore.key", certificates.untrusted().keyPem());
    refused(FakeDevo.tls(certificates), stranger);
  }

  private static void refused(FakeDevo devo, Map<String, String> settings) {
    for (var protocol : List.of("TLSv1.2", "TLSv1.3")) {
      devo.protocols(protocol);
      try (var transport = TransportFixture.transport(devo, settings)) {
        // On a loopback the peer may close before we have written all of the handshake.
        Awaitility.await()
            .untilAsserted(
                () -> {
                  transport.send(TransportFixture.messages("a", 1));
                  var trouble = catchThrowableOfType(ApiException.class, transport::confirm);
                  assertThat(trouble.error())
                      .as(trouble.getMessage())
                      .isEqualTo(SinkError.CERTIFICATE_REFUSED);
                });
        assertThat(devo.messages()).isEmpty();
      }
    }
    devo.close();
  }

  @Test
  void checksTheHostNameUnlessToldNotTo() {
    try (var devo = FakeDevo.tls(certificates.context(certificates.client()))) {
      var settings = new HashMap<>(TransportFixture.tls("PEM", certificates));
      settings.put("ssl.endpoint.identification.algorithm", "");
      try (var transport = TransportFixture.transport(devo, settings)) {
        transport.send(TransportFixture.messages("a", 1));
        transport.confirm();
      }
      assertThat(devo.messages()).hasSize(1);
    }
  }
}
