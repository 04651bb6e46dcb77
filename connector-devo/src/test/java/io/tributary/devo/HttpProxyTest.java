// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static io.tributary.devo.HttpSinkFixture.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.ForwardProxy;
import io.tributary.testkit.http.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An HTTP intake that is reached through a proxy, by validation and by the task. */
@Timeout(60)
class HttpProxyTest extends HttpIntakeFixture {
  private static final List<String> PROPERTIES =
      List.of("https.proxyHost", "https.proxyPort", "http.nonProxyHosts");

  private final ForwardProxy proxy = ForwardProxy.start();

  @AfterEach
  void closeProxy() {
    PROPERTIES.forEach(System::clearProperty);
    proxy.close();
  }

  @Test
  void theProxyOfTheWorkerIsUsed() {
    System.setProperty("https.proxyHost", "127.0.0.1");
    System.setProperty("https.proxyPort", "" + proxy.url().getPort());
    // By default it would be bypassed for this machine.
    System.setProperty("http.nonProxyHosts", "");

    assertThat(faults()).isEmpty();
    assertThat(devo.requests()).hasSize(1);
    deliver();

    assertIsUsed();
  }

  @Test
  void theProxyOfTheSettingsIsUsedAndLoggedInTo() {
    proxy.login("me", "canary-pass");
    var login =
        new String[] {
          "proxy.url",
          proxy.url().toString(),
          "proxy.username",
          "me",
          "proxy.password",
          "canary-pass"
        };

    assertThat(faults(login)).isEmpty();
    deliver(login);

    assertIsUsed();
    assertThat(devo.requests().toString()).doesNotContain("canary-pass", "proxy-authorization");
  }

  @Test
  void blamesTheSettingOfTheProxyThatIsWrong() {
    proxy.login("me", "other");
    var url = proxy.url().toString();

    assertThat(faults("proxy.url", url, "proxy.username", "me", "proxy.password", "canary-pass"))
        .hasEntrySatisfying(
            "proxy.username",
            errors ->
                assertThat(errors)
                    .singleElement()
                    .asString()
                    .contains("the proxy refused the login, wrong credentials")
                    .doesNotContain("canary"));
    assertThat(faults("proxy.url", url)).containsOnlyKeys("proxy.username");
    assertThat(faults("proxy.url", "http://nowhere.invalid:3128")).containsOnlyKeys("proxy.url");
    assertThat(devo.requests()).isEmpty();
  }

  @Test
  void aProxyThatIsAwayIsTroubleThatMayPass() {
    proxy.close();
    assertThat(faults("proxy.url", proxy.url().toString())).isEmpty();
  }

  @Test
  void theTaskOutlivesAProxyThatRefusesItForAWhile() {
    proxy.login("me", "other");
    var url = proxy.url().toString();
    try (var sink =
        new HttpSinkFixture(
            devo,
            certificates,
            "proxy.url",
            url,
            "proxy.username",
            "me",
            "proxy.password",
            "mine")) {
      sink.put(P, 0, "a");
      Awaitility.await()
          .pollInSameThread()
          .until(
              () -> {
                sink.task.put(List.of());
                return proxy.requests().size() > 2;
              });
      proxy.login("me", "mine");

      sink.awaitCommit(1, 0);
    }
    assertThat(devo.bodies()).containsExactly("a");
  }

  private void deliver(String... more) {
    try (var sink = new HttpSinkFixture(devo, certificates, more)) {
      sink.put(P, 0, "a");
      sink.awaitCommit(1, 0);
    }
    assertThat(devo.bodies()).containsExactly("a");
  }

  /** Once by validation and once by the task, in a tunnel in which it sees nothing. */
  private void assertIsUsed() {
    assertThat(proxy.requests())
        .extracting(RecordedRequest::method)
        .containsExactly("CONNECT", "CONNECT");
    assertThat(proxy.requests())
        .extracting(RecordedRequest::target)
        .containsOnly(devo.url().getAuthority());
    assertThat(proxy.requests().toString() + proxy.tunnelled()).doesNotContain(FakeDevoHttp.TOKEN);
  }

  private Map<String, List<String>> faults(String... more) {
    var settings = HttpSinkFixture.settings(devo.url().toString(), certificates, more);
    return new DevoSinkConnector(Duration.ofSeconds(5))
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(Collectors.toMap(ConfigValue::name, ConfigValue::errorMessages));
  }
}
