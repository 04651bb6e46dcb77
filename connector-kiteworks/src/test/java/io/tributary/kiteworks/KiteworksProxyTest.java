// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Window;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.testkit.http.ForwardProxy;
import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests through a company's proxy, to an instance with TLS and to one without. */
class KiteworksProxyTest {
  private static final Window HOUR =
      new Window(Instant.parse("2026-03-01T08:00:00Z"), Instant.parse("2026-03-01T09:00:00Z"), 100);

  @TempDir static Path directory;
  private static TestCertificates certificates;
  private static FakeKiteworks secure;
  private static FakeKiteworks plain;

  private final ForwardProxy proxy = ForwardProxy.start();

  @BeforeAll
  static void start() {
    certificates = TestCertificates.create(directory);
    secure = FakeKiteworks.start(certificates.serverContext());
    plain = FakeKiteworks.start();
  }

  @AfterAll
  static void stop() {
    secure.close();
    plain.close();
  }

  @AfterEach
  void closeProxy() {
    proxy.close();
  }

  @Test
  void loginAndLogGoThroughOneTunnelInWhichTheProxySeesNothing() {
    assertThat(fetch(settings(secure)).events()).isEmpty();

    assertThat(proxy.requests())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.method()).isEqualTo("CONNECT");
              assertThat(request.target()).isEqualTo(secure.url().getAuthority());
              assertThat(request.headers()).doesNotContainKey("authorization");
            });
    assertThat(proxy.tunnelled())
        .isNotEmpty()
        .doesNotContain(secure.app().clientSecret())
        .doesNotContain("Bearer")
        .doesNotContain("assertion");
  }

  @Test
  void logsInToTheProxyAndToNobodyElse() {
    proxy.login("me", "canary-pass");
    var settings = settings(secure, "proxy.username", "me", "proxy.password", "canary-pass");

    assertThat(fetch(settings).events()).isEmpty();
    assertThat(proxy.requests()).hasSize(1);
    assertThat(secure.requests()).noneMatch(KiteworksProxyTest::tellsTheProxyLogin);
  }

  @Test
  void anInstanceWithoutTlsIsReachedToo() {
    proxy.login("me", "canary-pass");
    var settings = settings(plain, "proxy.username", "me", "proxy.password", "canary-pass");

    assertThat(fetch(settings).events()).isEmpty();
    assertThat(proxy.requests()).extracting(RecordedRequest::method).contains("POST", "GET");
    assertThat(plain.requests()).noneMatch(KiteworksProxyTest::tellsTheProxyLogin);
  }

  @Test
  void aProxyThatRefusesTheLoginIsAskedOnceAndStopsTheTask() {
    proxy.login("me", "other");
    for (var fake : new FakeKiteworks[] {secure, plain}) {
      var settings = settings(fake, "proxy.username", "me", "proxy.password", "canary-pass");

      assertThatThrownBy(() -> fetch(settings))
          .hasMessageMatching("ApiError 407: The proxy refused POST .*: wrong credentials\\. .*")
          .hasMessageNotContaining("canary");
    }
    // Through a tunnel the login is sent at once, otherwise only on request.
    assertThat(proxy.requests()).hasSize(1 + 2);
  }

  @Test
  void aProxyThatWantsALoginSaysSo() {
    proxy.login("me", "other");

    assertThatThrownBy(() -> fetch(settings(secure)))
        .hasMessageContaining("ApiError 407")
        .hasMessageContaining("it asks for a login");
    assertThat(proxy.requests()).hasSize(1);
  }

  @Test
  void theConnectionCheckGoesThroughTheProxyAndBlamesItsLogin() {
    proxy.login("me", "other");
    var settings = settings(secure, "proxy.username", "me", "proxy.password", "canary-pass");

    var faults =
        new KiteworksSourceConnector()
            .validate(settings).configValues().stream()
                .filter(value -> !value.errorMessages().isEmpty())
                .toList();

    assertThat(faults).extracting(ConfigValue::name).containsExactly("proxy.username");
    assertThat(faults.get(0).errorMessages().get(0)).startsWith("ApiError 407");
    assertThat(proxy.requests()).isNotEmpty();
  }

  private static boolean tellsTheProxyLogin(RecordedRequest request) {
    return request.header("proxy-authorization").isPresent();
  }

  private Map<String, String> settings(FakeKiteworks fake, String... changes) {
    var settings = new HashMap<>(KiteworksSettings.jwt(fake, changes));
    settings.put("proxy.url", proxy.url().toString());
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.certificates", certificates.authorityPem());
    return settings;
  }

  private static Page fetch(Map<String, String> settings) {
    var config = new KiteworksConfig(settings);
    try (var client = KiteworksSettings.client(config)) {
      return new KiteworksActivities(config, client).fetch(HOUR, Position.FIRST);
    }
  }
}
