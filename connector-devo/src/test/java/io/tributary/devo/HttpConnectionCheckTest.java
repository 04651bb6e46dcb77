// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.devo.NginxReceiver;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation asks an HTTP intake for something that Devo must refuse. */
@Timeout(60)
class HttpConnectionCheckTest extends HttpIntakeFixture {
  @Test
  void isRefusedByAnIntakeAndSendsNothingOfTheCustomer() {
    assertThat(faults()).isEmpty();

    assertThat(devo.requests()).hasSize(1);
    var request = devo.requests().get(0);
    assertThat(request.target())
        .isEqualTo(
            "/stream/tributary-connection-check/token!00000000000000000000000000000000"
                + "/tributary-connection-check/test.drop.free");
    assertThat(request.toString()).doesNotContain(FakeDevoHttp.TOKEN, FakeDevoHttp.DOMAIN, "kc1");
    assertThat(request.body()).isEmpty();
    assertThat(devo.malformed()).isEmpty();
    assertThat(devo.events()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 405, 411, 413, 422})
  void anyRefusalWillDo(int status) {
    devo.faults().always(Fault.status(status));

    assertThat(faults()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "200, text/plain, canary received",
    "200, text/html, Web access blocked",
    "204, '', ''",
    "202, application/json, {}",
    "302, text/html, canary moved",
    "301, '', ''",
    "404, text/html; charset=utf-8, <html>canary Not found",
    "405, text/html, <html>Not allowed"
  })
  void blamesTheEndpointForWhatIsNoIntake(int status, String type, String body) {
    var headers = type.isEmpty() ? Map.<String, String>of() : Map.of("Content-Type", type);
    devo.faults().always(Fault.status(status, headers, body));

    assertThat(faults())
        .containsOnlyKeys("endpoint")
        .hasEntrySatisfying(
            "endpoint",
            fault ->
                assertThat(fault)
                    .isEqualTo(
                        "SetupError 701: Setting endpoint is not valid: "
                            + devo.url()
                            + " does not look like Devo's HTTP intake, which refuses a wrong token."
                            + " It answered "
                            + status
                            + ". Correct the value."));
    assertThat(faults().toString()).doesNotContain("canary");
  }

  @Test
  void tellsAnotherWebServerByItsPageForAWrongPath() {
    Assumptions.assumeTrue(NginxReceiver.missing().isEmpty(), NginxReceiver.missing());
    try (var nginx = NginxReceiver.start(directory, certificates)) {
      assertThat(faults("endpoint", nginx.endpoint())).isEmpty();
      assertThat(faults("endpoint", nginx.endpoint() + "/elsewhere")).containsOnlyKeys("endpoint");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503})
  void letsTroublePassThatMayEnd(int status) {
    devo.faults().always(Fault.status(status));

    assertThat(faults()).isEmpty();
  }

  @Test
  void letsAnIntakeThatIsAwayOrSilentPass() throws IOException {
    devo.faults().always(Fault.hang());
    var start = System.nanoTime();
    assertThat(faults()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    devo.close();
    assertThat(faults()).isEmpty();

    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(faults("endpoint", "https://127.0.0.1:" + silent.getLocalPort())).isEmpty();
    }
  }

  @Test
  void blamesTheSettingThatAFailureIsAbout() {
    assertThat(faults("endpoint", "https://nowhere.invalid"))
        .containsOnly(
            Map.entry(
                "endpoint",
                "SetupError 701: Setting endpoint is not valid: the host nowhere.invalid is unknown."
                    + " Correct the value."));
    var stranger = TestCertificates.create(directory.resolve("stranger"));
    assertThat(faults("ssl.truststore.certificates", stranger.authorityPem()))
        .containsOnlyKeys("ssl.truststore.certificates");
    try (var nameless = FakeDevoHttp.start(certificates.context(certificates.client()))) {
      assertThat(faults("endpoint", nameless.url().toString())).containsOnlyKeys("endpoint");
    }
  }

  @Test
  void doesNotConnectWhenToldNotTo() {
    assertThat(faults("connection.check.enabled", "false")).isEmpty();

    assertThat(devo.requests()).isEmpty();
  }

  private Map<String, String> faults(String... more) {
    var settings = HttpSinkFixture.settings(devo.url().toString(), certificates, more);
    var faults = new HashMap<String, String>();
    var connector = new DevoSinkConnector(Duration.ofSeconds(2));
    for (var value : connector.validate(settings).configValues()) {
      value.errorMessages().forEach(fault -> faults.put(value.name(), fault));
    }
    return faults;
  }
}
