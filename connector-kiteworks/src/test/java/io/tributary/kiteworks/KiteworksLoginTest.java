// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Window;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.testkit.http.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins and refusals against a server that verifies every assertion and signature. */
class KiteworksLoginTest {
  private static final Window HOUR =
      new Window(Instant.parse("2026-03-01T08:00:00Z"), Instant.parse("2026-03-01T09:00:00Z"), 100);

  private final FakeKiteworks fake = FakeKiteworks.start();

  @AfterEach
  void stop() {
    fake.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512"})
  void logsInWithAnAssertionThePublicKeyVerifies(String algorithm) {
    assertThat(fetch(KiteworksSettings.jwt(fake, "jwt.algorithm", algorithm)).events()).isEmpty();
  }

  @Test
  void issuerAndAudienceAreTheInstanceUnlessSaidOtherwise() {
    fake.app().issuer("my-issuer");
    fake.app().audience("my-audience");

    assertThatThrownBy(() -> fetch(KiteworksSettings.jwt(fake)))
        .hasMessageContaining("invalid_grant");
    var settings =
        KiteworksSettings.jwt(fake, "jwt.issuer", "my-issuer", "jwt.audience", " my-audience ");
    assertThat(fetch(settings).events()).isEmpty();
  }

  @Test
  void theUserMayBeNamedByAnotherClaim() {
    fake.app().uidClaim("mail");

    assertThat(fetch(KiteworksSettings.jwt(fake, "jwt.uid.claim", "mail")).events()).isEmpty();
  }

  @Test
  void logsInWithASignature() {
    assertThat(fetch(KiteworksSettings.signature(fake)).events()).isEmpty();
    assertThat(fake.requests(FakeKiteworks.TOKEN)).hasSize(1);
  }

  @Test
  void logsInWithAPassword() {
    assertThat(fetch(KiteworksSettings.password(fake)).events()).isEmpty();
    assertThat(fake.requests(FakeKiteworks.TOKEN)).hasSize(1);
  }

  @Test
  void logsInWithARefreshToken() {
    assertThat(fetch(KiteworksSettings.refreshToken(fake)).events()).isEmpty();
    assertThat(fake.requests(FakeKiteworks.TOKEN)).hasSize(1);
  }

  @Test
  void asksForTheScopeItIsTold() {
    fake.app().scopes("GET/admin/*", "GET/users/*");

    fetch(KiteworksSettings.signature(fake, "scope", "GET/admin/*"));

    assertThat(fake.requests(FakeKiteworks.TOKEN).get(0).form("scope")).contains("GET/admin/*");
  }

  @Test
  void asksForNoScopeUnlessToldTo() {
    fetch(KiteworksSettings.jwt(fake));

    var login = fake.requests(FakeKiteworks.TOKEN).get(0);
    assertThat(login.form("scope")).isEmpty();
    assertThat(login.header("Authorization")).isEmpty();
  }

  @Test
  void tokensMayComeFromElsewhere() {
    try (var other = FakeKiteworks.start()) {
      other.faults().on(FakeKiteworks.TOKEN).next(Fault.status(503));
      var settings =
          KiteworksSettings.jwt(
              fake, "token.url", KiteworksSettings.uri(other, "/oauth/token").toString());

      assertThatThrownBy(() -> fetch(settings))
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> assertThat(e.recoverability()).isEqualTo(Recoverability.RETRY));

      assertThat(other.requests()).hasSize(1);
      assertThat(fake.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "client.secret, canary-wrong-secret, invalid_client",
    "client.id, canary-wrong-client, invalid_client",
    "user.email, nobody@example.com, invalid_grant",
    "jwt.audience, https://elsewhere.example.com, invalid_grant",
  })
  void aWrongCredentialStopsTheTaskWithoutNamingIt(String name, String value, String code) {
    assertThatThrownBy(() -> fetch(KiteworksSettings.jwt(fake, name, value)))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.error()).isEqualTo(InitVariablesError.TOKEN_STATUS);
              assertThat(e.recoverability()).isEqualTo(Recoverability.STOP);
            })
        .hasMessageContaining(code)
        .hasMessageNotContaining("canary");
  }

  @Test
  void aWrongSignaturePasswordOrRefreshTokenStopsTheTask() {
    var signature = KiteworksSettings.signature(fake);
    signature.put("signature.secret", "canary-wrong-key");
    var password = KiteworksSettings.password(fake);
    password.put("password", "canary-wrong-password");
    var refreshToken = KiteworksSettings.refreshToken(fake);
    refreshToken.put("refresh.token", "canary-wrong-token");

    for (var settings : List.of(signature, password, refreshToken)) {
      assertThatThrownBy(() -> fetch(settings))
          .hasMessageStartingWith("InitVariablesError 100")
          .hasMessageContaining("invalid_grant")
          .hasMessageNotContaining("canary");
    }
  }

  @Test
  void whateverALoginEchoesNoSecretIsTold() {
    for (var settings :
        List.of(
            KiteworksSettings.signature(fake),
            KiteworksSettings.password(fake),
            KiteworksSettings.refreshToken(fake))) {
      fake.beforeEach(
          request ->
              fake.faults()
                  .on(FakeKiteworks.TOKEN)
                  .next(Fault.status(400, "{\"got\":\"" + request.body() + "\"}")));

      assertThatThrownBy(() -> fetch(settings))
          .satisfies(
              failure ->
                  assertThat(failure.getMessage())
                      .contains("[hidden]")
                      .doesNotContain("app-secret", "user-password", "%7C%40%40%7C")
                      .doesNotContain(settings.getOrDefault("refresh.token", "canary")));
    }
  }

  @Test
  void aRevokedTokenIsRenewedWithinTheFetch() {
    var config = new KiteworksConfig(KiteworksSettings.jwt(fake));
    try (var client = KiteworksSettings.client(config)) {
      var api = new KiteworksActivities(config, client);
      api.fetch(HOUR, Position.FIRST);
      fake.revokeTokens();

      api.fetch(HOUR, Position.FIRST);

      assertThat(fake.requests(FakeKiteworks.TOKEN)).hasSize(2);
      assertThat(fake.requests(FakeKiteworks.ACTIVITIES)).hasSize(3);
    }
  }

  @Test
  void aLifetimeThatComesAsTextIsUnderstood() {
    fake.app().tokenLifetime(Duration.ofHours(1));
    fake.app().lifetimeAsText(true);
    var config = new KiteworksConfig(KiteworksSettings.jwt(fake));
    try (var client = KiteworksSettings.client(config)) {
      var api = new KiteworksActivities(config, client);
      api.fetch(HOUR, Position.FIRST);
      api.fetch(HOUR, Position.FIRST);
    }

    assertThat(fake.requests(FakeKiteworks.TOKEN)).hasSize(1);
  }

  @Test
  void aMissingRoleStopsTheTaskAndIsNotTriedWithANewToken() {
    fake.revokeRole(true);

    assertThatThrownBy(() -> fetch(KiteworksSettings.jwt(fake)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.recoverability()).isEqualTo(Recoverability.STOP))
        .hasMessageStartingWith("ApiError 401");
    assertThat(fake.requests(FakeKiteworks.TOKEN)).hasSize(1);
    assertThat(fake.requests(FakeKiteworks.ACTIVITIES)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "403||UNCLEAR",
        "403|<html>Too many requests</html>|UNCLEAR",
        "403|{\"errors\":[{\"code\":\"ERR_ACCESS_USER\",\"message\":\"m\"}]}|STOP",
        "403|{\"error\":[{\"code\":\"ERR_ACCESS_USER\",\"message\":\"m\"}]}|STOP",
        "490|blocked|UNCLEAR",
        "422|{\"errors\":[{\"code\":\"ERR_INVALID_PARAMETER\"}]}|STOP",
        "404|{\"errors\":[{\"code\":\"ERR_ENTITY_NOT_FOUND\"}]}|STOP",
        "401|{\"errors\":[{\"code\":\"ERR_AUTH_INVALID_CSRF\"}]}|STOP",
        "400|{\"errors\":[{\"code\":\"ERR_REQUEST_INVALID_JSON\"}]}|STOP",
        "500|{\"errors\":[{\"code\":\"ERR_INTERNAL_SERVER_ERROR\"}]}|RETRY",
        "429||RETRY",
        "503|{\"errors\":[{\"code\":\"ERR_SESSION_LIMIT_REACHED\"}]}|RETRY",
      })
  void knowsWhatEachStatusMeansHere(int status, String body, Recoverability recoverability) {
    var answer = Fault.status(status, Map.of(), body == null ? "" : body);
    fake.faults().on(FakeKiteworks.ACTIVITIES).next(answer);

    assertThatThrownBy(() -> fetch(KiteworksSettings.jwt(fake)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.recoverability()).isEqualTo(recoverability));
  }

  private static Page fetch(Map<String, String> settings) {
    var config = new KiteworksConfig(settings);
    try (var client = KiteworksSettings.client(config)) {
      return new KiteworksActivities(config, client).fetch(HOUR, Position.FIRST);
    }
  }
}
