// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are away, empty or half written while a task runs. */
class TlsStoresTest {
  private static final String PASSWORD = "changeit";
  private static final HeldCertificate CA =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("Test CA").build();
  private static final HeldCertificate MINE = issued("first");
  private static final HeldCertificate RENEWED = issued("second");

  @TempDir private Path dir;
  private Path keys;
  private Path trusted;
  private final MockWebServer https = new MockWebServer();

  @BeforeEach
  void startAServerThatAsksForACertificate() throws Exception {
    https.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(issued("127.0.0.1"))
            .addTrustedCertificate(CA.certificate())
            .build()
            .sslSocketFactory());
    https.requireClientAuth();
    https.start(InetAddress.getLoopbackAddress(), 0);
    keys = dir.resolve("keys");
    trusted = dir.resolve("trusted");
  }

  @AfterEach
  void stop() {
    https.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PEM", "PKCS12", "JKS"})
  void areReplacedByTheLastOnesThatCouldBeReadAndReadAgain(String type) throws Exception {
    write(type, MINE);
    var tls = tls(type);
    assertThat(client(tls)).isEqualTo("CN=first");

    for (var broken : new Path[] {keys, trusted}) {
      var whole = Files.readAllBytes(broken);
      Files.delete(broken);
      assertThat(client(tls)).as("%s is away", broken).isEqualTo("CN=first");
      assertThat(client(tls)).isEqualTo("CN=first");
      Files.write(broken, new byte[0]);
      assertThat(client(tls)).as("%s is empty", broken).isEqualTo("CN=first");
      Files.write(broken, Arrays.copyOf(whole, whole.length - 30));
      assertThat(client(tls)).as("%s is half written", broken).isEqualTo("CN=first");
      Files.write(broken, whole);
    }

    write(type, RENEWED);
    assertThat(client(tls)).isEqualTo("CN=second");
  }

  @Test
  void giveEachConnectionAContextOfItsOwn() throws Exception {
    write("PEM", MINE);
    var tls = tls("PEM");
    Files.delete(keys);

    assertThat(Stream.generate(tls::newContext).limit(3).distinct()).hasSize(3);
  }

  @Test
  void mayGoAwayBeforeTheFirstConnection() throws Exception {
    write("PKCS12", MINE);
    var tls = tls("PKCS12");
    Files.delete(keys);
    Files.delete(trusted);

    assertThat(client(tls)).isEqualTo("CN=first");
  }

  @Test
  void areAnErrorAtAFirstStart() throws Exception {
    var tls = tls("PEM");

    assertThatThrownBy(tls::newContext)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SetupError 703");

    write("PEM", MINE);
    assertThat(client(tls)).as("written meanwhile").isEqualTo("CN=first");
  }

  /** The name that the server sees. */
  private String client(Tls tls) throws Exception {
    https.enqueue(new MockResponse.Builder().body("{}").build());
    var client = tls.secure(new OkHttpClient.Builder()).build();
    var request = new Request.Builder().url("https://127.0.0.1:" + https.getPort()).build();
    try (var response = client.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(200);
    } finally {
      client.connectionPool().evictAll();
    }
    return https.takeRequest().getHandshake().peerPrincipal().getName();
  }

  private Tls tls(String type) {
    var settings =
        new HashMap<>(
            Map.of(
                "ssl.keystore.type",
                type,
                "ssl.keystore.location",
                keys.toString(),
                "ssl.truststore.type",
                type,
                "ssl.truststore.location",
                trusted.toString()));
    if (!type.equals("PEM")) {
      settings.put("ssl.keystore.password", PASSWORD);
      settings.put("ssl.truststore.password", PASSWORD);
    }
    return TestApi.tls(settings);
  }

  private void write(String type, HeldCertificate own) throws Exception {
    if (type.equals("PEM")) {
      Files.writeString(keys, own.privateKeyPkcs8Pem() + own.certificatePem());
      Files.writeString(trusted, issued("another").certificatePem() + CA.certificatePem());
      return;
    }
    var password = PASSWORD.toCharArray();
    var withKey = store(type);
    withKey.setKeyEntry(
        "own", own.keyPair().getPrivate(), password, new Certificate[] {own.certificate()});
    var withAuthority = store(type);
    withAuthority.setCertificateEntry("ca", CA.certificate());
    try (var out = Files.newOutputStream(keys);
        var other = Files.newOutputStream(trusted)) {
      withKey.store(out, password);
      withAuthority.store(other, password);
    }
  }

  private static KeyStore store(String type) throws Exception {
    var store = KeyStore.getInstance(type);
    store.load(null, null);
    return store;
  }

  private static HeldCertificate issued(String name) {
    return new HeldCertificate.Builder()
        .signedBy(CA)
        .commonName(name)
        .addSubjectAlternativeName(name)
        .build();
  }
}
