// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.TestApi.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiError;
import java.io.FileOutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  private static final HeldCertificate CA =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("Test CA").build();

  @TempDir private Path dir;
  private TestApi api;
  private final MockWebServer https = new MockWebServer();

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
  void trustsAPrivateAuthorityFromPemText() throws Exception {
    serve("127.0.0.1");

    assertThat(get(client(pemTrust())).bytes()).hasSize(2);
  }

  @Test
  void speaksHttp11EvenToAServerThatOffersHttp2() throws Exception {
    serve("127.0.0.1");

    get(client(pemTrust()));

    assertThat(https.takeRequest().getRequestLine()).endsWith(" HTTP/1.1");
  }

  @Test
  void trustsAPrivateAuthorityFromAStore() throws Exception {
    serve("127.0.0.1");
    var file = dir.resolve("trust.p12").toString();
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", CA.certificate());
    try (var out = new FileOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }

    var tls =
        TestApi.tls(
            Map.of(
                "ssl.truststore.location", file,
                "ssl.truststore.password", "changeit",
                "ssl.truststore.type", "PKCS12"));

    assertThat(get(client(tls)).bytes()).hasSize(2);
  }

  @Test
  void trustsNobodyElse() throws Exception {
    serve("127.0.0.1");

    var failure = failure(client(TestApi.plainTls()));

    assertThat(failure.error()).isEqualTo(ApiError.CONNECTION);
    assertThat(https.getRequestCount()).isZero();
  }

  @Test
  void refusesAWrongHostName() throws Exception {
    serve("other.example.com");

    var failure = failure(client(pemTrust()));

    assertThat(failure.error()).isEqualTo(ApiError.CONNECTION);
    assertThat(failure).hasMessageContaining("127.0.0.1");
    assertThat(https.getRequestCount()).isZero();
  }

  @Test
  void anEmptyAlgorithmTurnsTheHostNameCheckOff() throws Exception {
    serve("other.example.com");
    var tls =
        TestApi.tls(
            Map.of(
                "ssl.truststore.type", "PEM",
                "ssl.truststore.certificates", CA.certificatePem(),
                "ssl.endpoint.identification.algorithm", ""));

    assertThat(get(client(tls)).bytes()).hasSize(2);
  }

  @Test
  void showsAClientCertificateFromPemText() throws Exception {
    var server = certificate("127.0.0.1");
    https.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(server)
            .addTrustedCertificate(CA.certificate())
            .build()
            .sslSocketFactory());
    https.requireClientAuth();
    https.start(InetAddress.getLoopbackAddress(), 0);
    https.enqueue(new MockResponse.Builder().body("{}").build());
    var mine = certificate("collector");
    var tls =
        TestApi.tls(
            Map.of(
                "ssl.truststore.type", "PEM",
                "ssl.truststore.certificates", CA.certificatePem(),
                "ssl.keystore.type", "PEM",
                "ssl.keystore.certificate.chain", mine.certificatePem(),
                "ssl.keystore.key", mine.privateKeyPkcs8Pem()));

    assertThat(get(client(tls)).bytes()).hasSize(2);
    assertThat(https.takeRequest().getHandshake().peerPrincipal().getName())
        .contains("CN=collector");
  }

  @Test
  void aStoreThatCannotBeReadIsANumberedError() {
    var tls = TestApi.tls(Map.of("ssl.truststore.location", dir.resolve("none.jks").toString()));

    assertThatThrownBy(tls::newContext)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SetupError 703")
        .hasMessageContaining("none.jks");
  }

  @Test
  void aStoreWithAWrongPasswordDoesNotTellIt() throws Exception {
    var file = dir.resolve("trust.p12").toString();
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", CA.certificate());
    try (var out = new FileOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    var tls =
        TestApi.tls(
            Map.of(
                "ssl.truststore.location", file,
                "ssl.truststore.password", "canary-password",
                "ssl.truststore.type", "PKCS12"));

    assertThatThrownBy(tls::trustManager)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SetupError 703")
        .hasMessageNotContaining("canary");
  }

  private void serve(String name) throws Exception {
    https.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate(name))
            .build()
            .sslSocketFactory());
    https.start(InetAddress.getLoopbackAddress(), 0);
    https.enqueue(new MockResponse.Builder().body("{}").build());
  }

  private static HeldCertificate certificate(String name) {
    return new HeldCertificate.Builder()
        .signedBy(CA)
        .commonName(name)
        .addSubjectAlternativeName(name)
        .build();
  }

  private static Tls pemTrust() {
    return TestApi.tls(
        Map.of("ssl.truststore.type", "PEM", "ssl.truststore.certificates", CA.certificatePem()));
  }

  private ApiClient client(Tls tls) {
    return api.client(
        URI.create("https://127.0.0.1:" + https.getPort()),
        Auth.header("Authorization", "Bearer", new Password(TestApi.TOKEN)),
        tls);
  }
}
