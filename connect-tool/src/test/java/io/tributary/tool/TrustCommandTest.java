// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.http.Tls;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.ForwardProxy;
import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.http.TestCertificates;
import io.tributary.tool.io.JsonIo;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustCommandTest {
  private final MockWebServer server = new MockWebServer();

  @TempDir private Path directory;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aSelfSignedCertificateIsShownAndItsFileIsTrusted() throws Exception {
    var own = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    serve(own);
    var file = directory.resolve("vendor.pem");

    var run = CommandRun.of("trust", url(), "--out", file);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "Certificate 1 of 1",
            "names    127.0.0.1",
            "sha256   " + sha256(own.certificate()),
            "Compare the sha256 of certificate 1",
            "ssl.truststore.type=PEM");
    assertThat(status(file)).isEqualTo(200);
  }

  @Test
  void theAuthorityIsWrittenSoThatARenewedCertificateIsTrustedToo() throws Exception {
    var root = new HeldCertificate.Builder().certificateAuthority(1).commonName("root").build();
    var issuer =
        new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("issuer")
            .signedBy(root)
            .build();
    var leaf = leaf(issuer);
    serve(leaf, issuer.certificate(), root.certificate());
    var file = directory.resolve("vendor.pem");

    var run = CommandRun.of("trust", url(), "--out", file);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("subject  CN=issuer", "issuer   CN=root", sha256(leaf.certificate()))
        .contains("Compare the sha256 of certificate 3", sha256(root.certificate()));
    assertThat(Files.readString(file)).isEqualTo(root.certificatePem());
    assertThat(status(file)).isEqualTo(200);
  }

  @Test
  void anAuthorityThatSignedNothingOfTheChainIsNotWritten() throws Exception {
    var stranger = authority();
    var issuer = authority();
    var leaf = leaf(issuer);
    serve(leaf, stranger.certificate());
    var file = directory.resolve("vendor.pem");

    assertThat(CommandRun.of("trust", url(), "--out", file).status()).isZero();

    assertThat(Files.readString(file)).isEqualTo(leaf.certificatePem());
  }

  @Test
  void aServerThatAsksForACertificateHasShownItsOwnBefore() throws Exception {
    var own = new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    server.requireClientAuth();
    serve(own);

    var run = CommandRun.of("trust", url(), "--json");

    assertThat(run.json().path("certificate_to_trust").asInt()).isEqualTo(1);
    assertThat(run.json().at("/certificates/0/sha256").asText())
        .isEqualTo(sha256(own.certificate()));
  }

  @Test
  void namesThatTheServerChoseDoNotReachTheTerminalRaw() throws Exception {
    serve(new HeldCertificate.Builder().commonName("evil\u001b]0;x\u0007\nfake").build());

    assertThat(CommandRun.of("trust", url()).out())
        .contains("evil")
        .doesNotContain("\u001b", "\u0007", "\nfake");
  }

  @Test
  void aFileThatExistsIsKept() throws Exception {
    serve(new HeldCertificate.Builder().build());
    var file = Files.writeString(directory.resolve("vendor.pem"), "mine");

    var run = CommandRun.of("trust", url(), "--out", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("exists already");
    assertThat(file).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "relp+tls", "TLS"})
  void aReceiverOfSyslogShowsItsCertificate(String scheme) throws Exception {
    var certificates = TestCertificates.create(directory);
    try (var devo = FakeDevo.tls(certificates)) {
      var run = CommandRun.of("trust", scheme + "://127.0.0.1:" + devo.endpoint().getPort());

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).contains("Certificate 1 of ", "sha256 ");
      assertThat(devo.messages()).isEmpty();
    }
  }

  @Test
  void nothingIsSentAfterTheHandshake() throws Exception {
    serve(new HeldCertificate.Builder().build());

    assertThat(CommandRun.of("trust", url()).status()).isZero();

    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void theProxyOfAConnectorLeadsToTheServer() throws Exception {
    var own = new HeldCertificate.Builder().build();
    serve(own);
    try (var proxy = ForwardProxy.start().login("ops", "s3cret-word")) {
      var connector = connector(proxy.url().toString(), "s3cret-word");

      var run = CommandRun.of("trust", url(), "--proxy-of", connector);

      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out()).contains("sha256   " + sha256(own.certificate()));
      assertThat(proxy.requests()).extracting(RecordedRequest::method).containsOnly("CONNECT");
      assertThat(server.getRequestCount()).isZero();

      var refused = connector(proxy.url().toString(), "wrong-word");
      assertThat(CommandRun.of("trust", url(), "--proxy-of", refused).err())
          .contains("the proxy refused the connection: wrong credentials")
          .doesNotContain("wrong-word");
    }
  }

  @Test
  void aConnectorWithoutAProxyIsNotIgnored() throws Exception {
    var without = Files.writeString(directory.resolve("a.json"), "{\"connector.class\": \"x\"}");
    var wrong = connector("http://ops:s3cret@proxy:1", "");

    assertThat(CommandRun.of("trust", "https://a.example", "--proxy-of", without).err())
        .contains("has no proxy.url");
    assertThat(CommandRun.of("trust", "https://a.example", "--proxy-of", wrong).err())
        .contains("is not valid. Use check.")
        .doesNotContain("s3cret");
    assertThat(CommandRun.of("trust", "tls://a.example:443", "--proxy-of", wrong).err())
        .contains("Only an https:// server is reached through a proxy");
  }

  @Test
  void whatIsNoServerIsToldInOneLine() throws Exception {
    assertThat(CommandRun.of("trust", "http://127.0.0.1").err()).startsWith("The URL must look");
    assertThat(CommandRun.of("trust", "https://a b").err()).startsWith("The URL must look");
    assertThat(CommandRun.of("trust", "tcp://a:1").err()).startsWith("The URL must look");
    assertThat(CommandRun.of("trust", "tls://a").err()).startsWith("The URL must look");
    assertThat(CommandRun.of("trust", "https://u:s3cret@a").err())
        .startsWith("The URL must look")
        .doesNotContain("s3cret");
    int port;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }

    var run = CommandRun.of("trust", "https://127.0.0.1:" + port);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("127.0.0.1:" + port + " shows no certificate: ");
  }

  private Path connector(String proxy, String password) throws Exception {
    return Files.writeString(
        directory.resolve("my-source.json"),
        JsonIo.text(
            Map.of(
                "connector.class",
                "x",
                "proxy.url",
                proxy,
                "proxy.username",
                "ops",
                "proxy.password",
                password)));
  }

  /** Each has a key of its own, and the same name. */
  private static HeldCertificate authority() {
    return new HeldCertificate.Builder().certificateAuthority(0).commonName("authority").build();
  }

  private static HeldCertificate leaf(HeldCertificate issuer) {
    return new HeldCertificate.Builder()
        .signedBy(issuer)
        .addSubjectAlternativeName("127.0.0.1")
        .build();
  }

  private void serve(HeldCertificate own, X509Certificate... issuers) throws Exception {
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(own, issuers)
            .build()
            .sslSocketFactory());
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  private String url() {
    return "https://127.0.0.1:" + server.getPort();
  }

  /** What a source gets whose trust store is that file. */
  private int status(Path trusted) throws Exception {
    server.enqueue(new MockResponse.Builder().build());
    var settings =
        Map.of("ssl.truststore.type", "PEM", "ssl.truststore.location", trusted.toString());
    var tls = new Tls(Tls.define(new ConfigDef()).parse(settings));
    var client = tls.secure(new OkHttpClient.Builder()).build();
    try (var answer = client.newCall(new Request.Builder().url(url()).build()).execute()) {
      return answer.code();
    }
  }

  private static String sha256(X509Certificate certificate) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }
}
