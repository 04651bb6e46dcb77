// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.devo.HttpSinkFixture;
import io.tributary.devo.TransportFixture;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.security.cert.CertificateNotYetValidException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The errors for certificates that are out of date and hosts that are unknown. */
@Timeout(60)
class ConnectionErrorsTest {
  private static final String EXPIRED =
      " was refused: the certificate of the receiver has expired, NotAfter: Sun Sep 13";

  @TempDir Path directory;

  @Test
  void saysOverSyslogThatTheCertificateHasExpired() {
    var certificates = TestCertificates.create(directory);
    try (var devo = FakeDevo.tls(certificates.context(certificates.expired()));
        var transport =
            TransportFixture.transport(devo, TransportFixture.tls("PEM", certificates))) {
      transport.send(TransportFixture.messages("a", 1));

      assertThatThrownBy(transport::confirm)
          .hasMessageStartingWith("SinkError 601: The TLS handshake with " + devo.endpoint())
          .hasMessageContaining(EXPIRED);
    }
  }

  @Test
  void saysOverHttpThatTheCertificateHasExpired() {
    var certificates = TestCertificates.create(directory);
    try (var devo = FakeDevoHttp.start(certificates.context(certificates.expired()));
        var sink = new HttpSinkFixture(devo, certificates)) {
      sink.put(HttpSinkFixture.P, 0, "a");
      sink.commit(1, 0);

      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> sink.put(HttpSinkFixture.P, 1))
                      .hasMessageStartingWith("SinkError 601: The TLS handshake with " + devo.url())
                      .hasMessageContaining(EXPIRED));
    }
  }

  @Test
  void saysThatTheHostIsUnknown() {
    try (var transport = TransportFixture.transport("tcp://collector.invalid:13000", Map.of())) {
      transport.send(TransportFixture.messages("a", 1));

      assertThatThrownBy(transport::confirm)
          .hasMessageStartingWith("SinkError 600: ")
          .hasMessageContaining("over tcp://collector.invalid:13000: unknown host ");
    }
  }

  @Test
  void saysThatTheCertificateIsNotValidYet() {
    var early = new SSLHandshakeException("PKIX path validation failed");
    early.initCause(new CertificateNotYetValidException("NotBefore: Mon Jan 01"));

    var error = ConnectionErrors.classify(early, "tls://collector:443");

    assertThat(error)
        .hasMessageContaining("the certificate of the receiver is not valid yet, NotBefore: Mon");
  }
}
