// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.TestApi.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.config.SslSettingsValidator;
import io.tributary.common.error.ApiError;
import java.net.InetAddress;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose key can be broken is refused: by Java in a chain, otherwise by the settings. */
class WeakCertificateTest {
  private final MockWebServer https = new MockWebServer();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = new TestApi();
  }

  @AfterEach
  void stop() {
    api.close();
    https.close();
  }

  @Test
  void anAuthorityDoesNotMakeAShortKeyGood() throws Exception {
    var authority = new HeldCertificate.Builder().certificateAuthority(0).rsa2048().build();
    serve(rsa(512).signedBy(authority).build());

    var failure = failure(client(authority));

    assertThat(failure.error()).isEqualTo(ApiError.CONNECTION);
    assertThat(https.getRequestCount()).isZero();
  }

  @Test
  void aShortKeyThatIsItselfTrustedIsAFaultOfTheTrustStore() throws Exception {
    var own = rsa(512).build();

    assertThat(new SslSettingsValidator(settings(own)).errors(false))
        .containsOnlyKeys("ssl.truststore.certificates")
        .extractingByKey("ssl.truststore.certificates")
        .asString()
        .startsWith("SetupError 703: ")
        .contains("an RSA key of 512 bits");
    assertThat(new SslSettingsValidator(settings(rsa(1024).build())).errors(false)).isEmpty();
  }

  @Test
  void aLongKeyThatIsItselfTrustedIsGood() throws Exception {
    var own = rsa(2048).build();
    serve(own);

    assertThat(get(client(own)).bytes()).hasSize(2);
  }

  private static HeldCertificate.Builder rsa(int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return new HeldCertificate.Builder()
        .keyPair(generator.generateKeyPair())
        .addSubjectAlternativeName("127.0.0.1");
  }

  private void serve(HeldCertificate own) throws Exception {
    https.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(own).build().sslSocketFactory());
    https.start(InetAddress.getLoopbackAddress(), 0);
    https.enqueue(new MockResponse.Builder().body("{}").build());
  }

  private ApiClient client(HeldCertificate trusted) {
    return api.client(
        URI.create("https://127.0.0.1:" + https.getPort()),
        Auth.header("Authorization", "Bearer", new Password(TestApi.TOKEN)),
        new Tls(settings(trusted)));
  }

  private static Map<String, Object> settings(HeldCertificate trusted) {
    return Tls.define(new ConfigDef())
        .parse(
            Map.of(
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                trusted.certificatePem()));
  }
}
