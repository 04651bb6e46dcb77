// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCertificatesTest {
  @TempDir Path directory;
  private TestCertificates certificates;

  @BeforeEach
  void create() {
    certificates = TestCertificates.create(directory.resolve("tls"));
  }

  @Test
  void letsAClientOfTheAuthorityTrustTheServer() throws Exception {
    try (var fake = new EmptyServer(certificates.serverContext())) {
      assertThat(fake.url().getScheme()).isEqualTo("https");
      assertThat(get(fake.url(), certificates.context(certificates.client()))).isEqualTo(404);

      assertThatThrownBy(() -> get(fake.url(), SSLContext.getDefault()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void resetsUnderTlsAsWell() {
    try (var fake = new EmptyServer(certificates.serverContext())) {
      fake.faults().always(Fault.resetWithin());

      assertThatThrownBy(() -> get(fake.url(), certificates.context(certificates.client())))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void refusesAServerTheAuthorityDoesNotKnow() {
    var stranger = certificates.context(certificates.untrusted());
    try (var fake = new EmptyServer(stranger)) {
      assertThatThrownBy(() -> get(fake.url(), certificates.context(certificates.client())))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void writesFilesThatKafkaReads() throws Exception {
    var identity = certificates.client();
    loads(
        Map.of(
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            "PKCS12",
            SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
            identity.keyStore().toString(),
            SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
            new Password(TestCertificates.PASSWORD),
            SslConfigs.SSL_KEY_PASSWORD_CONFIG,
            new Password(TestCertificates.PASSWORD),
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            "PKCS12",
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            certificates.trustStore().toString(),
            SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
            new Password(TestCertificates.PASSWORD)));
    loads(
        Map.of(
            SslConfigs.SSL_KEYSTORE_TYPE_CONFIG,
            "PEM",
            SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
            new Password(identity.keyPem()),
            SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
            new Password(identity.chainPem()),
            SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG,
            "PEM",
            SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
            certificates.authorityFile().toString()));
  }

  private static void loads(Map<String, Object> settings) throws Exception {
    try (var factory = new DefaultSslEngineFactory()) {
      var definition = new ConfigDef();
      SslConfigs.addClientSslSupport(definition);
      factory.configure(definition.parse(settings));

      assertThat(factory.keystore().size()).isEqualTo(1);
      assertThat(factory.truststore().size()).isEqualTo(1);
    }
  }

  private static int get(URI uri, SSLContext tls) throws Exception {
    var client = HttpClient.newBuilder().sslContext(tls).build();
    var request = HttpRequest.newBuilder(uri.resolve("/")).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }
}
