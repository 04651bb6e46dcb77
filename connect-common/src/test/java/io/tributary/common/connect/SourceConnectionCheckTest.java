// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is definitely wrong is told on its field, and nothing else is. */
class SourceConnectionCheckTest {
  private static final HeldCertificate CA =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("Test CA").build();

  private final MockWebServer server = new MockWebServer();
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
    settings.put("base.url", "http://127.0.0.1:" + server.getPort());
    settings.put("token", "canary-token");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void asksForOneRowAndIsContent() throws InterruptedException {
    answer(200);

    assertThat(validate()).isEmpty();
    assertThat(server.takeRequest().getTarget()).isEqualTo("/events?limit=1");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anUnknownHostBlamesTheAddress() {
    settings.put("base.url", "http://vendor.invalid");

    assertThat(validate()).containsOnlyKeys("base.url");
    assertThat(validate().get("base.url")).startsWith("ApiError 497: ").contains("vendor.invalid");
  }

  @Test
  void anUnknownProxyBlamesTheProxy() {
    settings.put("base.url", "https://vendor.example.com");
    settings.put("proxy.url", "http://proxy.invalid:3128");

    assertThat(validate()).containsOnlyKeys("proxy.url");
  }

  @Test
  void aCertificateThatIsNotTrustedBlamesTheTrustStore() throws IOException {
    serveTls("127.0.0.1");

    assertThat(validate()).containsOnlyKeys("ssl.truststore.location");
    assertThat(validate().get("ssl.truststore.location")).startsWith("ApiError 497: ");
    var stranger = new HeldCertificate.Builder().certificateAuthority(0).build();
    trust(stranger);
    assertThat(validate()).containsOnlyKeys("ssl.truststore.certificates");
  }

  @Test
  void aCertificateForAnotherHostBlamesTheAddress() throws IOException {
    serveTls("other.example.com");
    trust(CA);

    assertThat(validate()).containsOnlyKeys("base.url");
    assertThat(validate().get("base.url"))
        .startsWith("ApiError 497: ")
        .contains("SSLPeerUnverifiedException")
        .doesNotContain("other.example.com", "sha256");
  }

  @ParameterizedTest
  @CsvSource({
    "401, token, ApiError 401: Unauthorized API response from GET http://127.0.0.1",
    "403, token, ApiError 403: Forbidden API response",
    "404, base.url, ApiError 404: No such API path"
  })
  void aRefusalBlamesTheFieldWithItsNumber(int status, String field, String fault) {
    answer(status);

    var faults = validate();

    assertThat(faults).containsOnlyKeys(field);
    assertThat(faults.get(field)).startsWith(fault).endsWith(".").doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422, 429, 500, 503})
  void whatMayPassIsNoFault(int status) {
    answer(status);

    assertThat(validate()).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aRefusedConnectionIsNoFault() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      settings.put("base.url", "http://127.0.0.1:" + free.getLocalPort());
    }

    assertThat(validate()).isEmpty();
  }

  @Test
  void aHostThatHangsIsNoFaultAndIsNotWaitedFor() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    var check = new SourceConnectionCheck<>(new PlainVendor(), Duration.ofMillis(300));

    var faults = assertTimeout(Duration.ofSeconds(5), () -> check.faults(settings));

    assertThat(faults).isEmpty();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aCredentialThatALoginWouldUseUpIsNotTried() {
    answer(401);
    settings.put("single.use", "true");

    assertThat(validate()).isEmpty();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void asksNothingWhenItIsTurnedOff() {
    answer(401);
    settings.put("connection.check.enabled", "false");

    assertThat(validate()).isEmpty();
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void asksNothingWhileASettingIsWrong() {
    answer(401);
    settings.put("initial.start.time.in.utc", "2999-01-01");

    assertThat(validate()).containsOnlyKeys("initial.start.time.in.utc");
    assertThat(server.getRequestCount()).isZero();
  }

  private Map<String, String> validate() {
    return new PlainVendor.PlainConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(toMap(ConfigValue::name, value -> String.join(" ", value.errorMessages())));
  }

  private void answer(int status) {
    server.enqueue(
        new MockResponse.Builder().code(status).body("canary-token was refused").build());
  }

  private void serveTls(String name) throws IOException {
    var certificate =
        new HeldCertificate.Builder()
            .signedBy(CA)
            .commonName(name)
            .addSubjectAlternativeName(name)
            .build();
    server.useHttps(
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .build()
            .sslSocketFactory());
    settings.put("base.url", "https://127.0.0.1:" + server.getPort());
  }

  private void trust(HeldCertificate authority) {
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.certificates", authority.certificatePem());
  }
}
