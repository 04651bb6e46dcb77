// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.devo.TransportFixture;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A receiver nearby, which has refused our certificate and gone before the handshake is over. */
@Timeout(60)
class RejectedCertificateTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void saysAtTheFirstAttemptThatOurOwnCertificateIsRefused(String protocol) {
    var certificates = TestCertificates.create(directory);
    var settings = new HashMap<>(TransportFixture.tls("PEM", certificates));
    settings.put("ssl.keystore.certificate.chain", certificates.expired().chainPem());
    settings.put("ssl.keystore.key", certificates.expired().keyPem());
    try (var devo = FakeDevo.tls(certificates)) {
      devo.protocols(protocol);
      for (var attempt = 0; attempt < 50; attempt++) {
        try (var transport = TransportFixture.transport(devo, settings)) {
          transport.send(TransportFixture.messages("a", 1));

          assertThatThrownBy(transport::confirm)
              .as("attempt %s", attempt)
              .hasMessageStartingWith("SinkError 601: ")
              .hasMessageContaining("Received fatal alert: certificate_");
        }
      }
    }
  }
}
