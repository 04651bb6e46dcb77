// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.testkit.http.Fault;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting that is at fault when an instance refuses a request of the connection check. */
class KiteworksConnectionCheckTest {
  private final FakeKiteworks fake = FakeKiteworks.start();

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void logsInAndReadsOneRow() {
    assertThat(validate(KiteworksSettings.jwt(fake))).isEmpty();
    assertThat(fake.requests(FakeKiteworks.TOKEN)).hasSize(1);
    assertThat(fake.requests(FakeKiteworks.ACTIVITIES))
        .singleElement()
        .satisfies(request -> assertThat(request.query("limit")).contains("1"));
  }

  @Test
  void aSignatureIsTriedOutToo() {
    assertThat(validate(KiteworksSettings.signature(fake))).isEmpty();
    assertThat(fake.requests(FakeKiteworks.ACTIVITIES)).hasSize(1);
  }

  @Test
  void aWrongClientSecretIsToldOnIt() {
    assertFault(KiteworksSettings.jwt(fake, "client.secret", "canary-1"), "client.secret");
  }

  @Test
  void aKeyTheApplicationDoesNotKnowIsToldOnIt() throws Exception {
    assertFault(KiteworksSettings.jwt(fake, "jwt.private.key", strangeKey()), "jwt.private.key");
  }

  @Test
  void aWrongSignatureSecretIsToldOnIt() {
    var settings = KiteworksSettings.signature(fake);
    settings.put("signature.secret", "canary-2");

    assertFault(settings, "signature.secret");
  }

  @Test
  void aUserWhoMayNotReadTheLogIsToldOnTheUser() {
    fake.revokeRole(true);

    var faults = validate(KiteworksSettings.jwt(fake));

    assertThat(faults).containsOnlyKeys("user.email");
    assertThat(faults.get("user.email"))
        .startsWith("ApiError 401: Unauthorized API response from GET " + fake.url())
        .contains(": 401. ");
  }

  @ParameterizedTest
  @CsvSource({"'', base.url", "/sso/token, token.url"})
  void aLoginThatIsNotThereIsToldOnItsAddress(String path, String field) {
    fake.faults().on(path.isEmpty() ? FakeKiteworks.TOKEN : path).always(Fault.status(404));
    var settings = KiteworksSettings.jwt(fake);
    if (!path.isEmpty()) {
      settings.put("token.url", fake.url() + path);
    }

    assertFault(settings, field);
  }

  @Test
  void aLogThatIsNotThereIsToldOnTheAddress() {
    fake.faults().on(FakeKiteworks.ACTIVITIES).always(Fault.status(404));

    assertThat(validate(KiteworksSettings.jwt(fake))).containsOnlyKeys("base.url");
  }

  @ParameterizedTest
  @ValueSource(strings = {FakeKiteworks.TOKEN, FakeKiteworks.ACTIVITIES})
  void aRedirectToAnotherOriginIsToldOnTheAddress(String path) {
    fake.faults().on(path).always(Fault.redirect("https://kw.example.com" + path));

    var faults = validate(KiteworksSettings.jwt(fake));

    assertThat(faults).containsOnlyKeys("base.url");
    assertThat(faults.get("base.url"))
        .startsWith("ApiError 491: Refused to follow ")
        .endsWith("to another origin: status 302. Set base.url to the address of the API itself.");
  }

  @Test
  void aTokenHostThatIsNotKnownIsToldOnItsAddress() {
    var settings = KiteworksSettings.jwt(fake, "token.url", "http://login.invalid/oauth/token");

    assertThat(validate(settings)).containsOnlyKeys("token.url");
  }

  @Test
  void aRefusalThatMayBeARateLimitIsNoFault() {
    fake.faults().on(FakeKiteworks.ACTIVITIES).always(Fault.status(403));

    assertThat(validate(KiteworksSettings.jwt(fake))).isEmpty();
  }

  private static String strangeKey() throws Exception {
    var key = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    var text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
  }

  private static void assertFault(Map<String, String> settings, String field) {
    var faults = validate(settings);

    assertThat(faults).containsOnlyKeys(field);
    assertThat(faults.get(field))
        .startsWith("InitVariablesError 100: Unexpected status code when fetching kiteworks token")
        .endsWith(".")
        .doesNotContain("canary")
        .doesNotContain("PRIVATE KEY");
  }

  private static Map<String, String> validate(Map<String, String> settings) {
    return new KiteworksSourceConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(toMap(ConfigValue::name, value -> String.join(" ", value.errorMessages())));
  }
}
