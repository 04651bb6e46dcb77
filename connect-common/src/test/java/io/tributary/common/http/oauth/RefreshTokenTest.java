// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import static io.tributary.common.http.TestApi.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.StatusRule;
import io.tributary.common.http.TestApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins with a refresh token that the vendor replaces. */
class RefreshTokenTest {
  private static final String REFUSED =
      "{\"error\":\"invalid_grant\",\"error_description\":\"%s\"}";

  private TestApi api;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    api = new TestApi();
    client = client(new RefreshTokenGrant(client(), new Password("canary-first")));
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theNewestRefreshTokenIsUsedForTheNextRenewal() throws Exception {
    login("canary-second");
    login("canary-third");
    login("canary-fourth");

    assertThat(api.taken().getBody().utf8())
        .contains("grant_type=refresh_token", "refresh_token=canary-first", "client_id=id-1");
    api.taken();
    assertThat(api.taken().getBody().utf8()).contains("refresh_token=canary-second");
    api.taken();
    assertThat(api.taken().getBody().utf8()).contains("refresh_token=canary-third");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"refresh_token\":null", ",\"refresh_token\":\" \""})
  void withoutANewOneTheOldOneIsUsedAgain(String member) throws Exception {
    for (var i = 0; i < 2; i++) {
      api.answer(200, "{\"access_token\":\"t\"" + member + "}").answer(200, "{}");
      get(client);
      api.local.advance(Duration.ofHours(1));
    }

    api.taken();
    api.taken();
    assertThat(api.taken().getBody().utf8()).contains("refresh_token=canary-first");
  }

  @Test
  void whereTheNewOneIsRefusedTheConfiguredOneIsTriedOnce() throws Exception {
    login("canary-second");
    api.answer(400, REFUSED.formatted("revoked"));
    login("canary-third");

    api.taken();
    api.taken();
    assertThat(api.taken().getBody().utf8()).contains("refresh_token=canary-second");
    assertThat(api.taken().getBody().utf8()).contains("refresh_token=canary-first");
    assertThat(api.server.getRequestCount()).isEqualTo(5);
  }

  @Test
  void whereBothAreRefusedTheTaskStops() {
    login("canary-second");
    api.answer(400, REFUSED.formatted("canary-second")).answer(400, REFUSED.formatted("x"));

    var failure = TestApi.failure(client);

    assertThat(failure.error()).isEqualTo(InitVariablesError.TOKEN_STATUS);
    assertThat(failure.recoverability()).isEqualTo(Recoverability.STOP);
    assertThat(api.server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void aNewOneThatIsRefusedOnceIsTriedAgainWhereTheConfiguredOneIsRefused() throws Exception {
    login("canary-second");
    api.answer(400, REFUSED.formatted("not yet")).answer(400, REFUSED.formatted("used"));
    var unused = TestApi.failure(client);
    login("canary-third");

    assertThat(presented()).containsExactly("first", "second", "first", "second");
  }

  @Test
  void whicheverWasTakenLastIsPresentedFirst() throws Exception {
    login("canary-second");
    api.answer(400, REFUSED.formatted("revoked"));
    login("");
    login("");
    api.answer(400, REFUSED.formatted("used"));
    login("");

    assertThat(presented()).containsExactly("first", "second", "first", "first", "first", "second");
  }

  /** The refresh tokens of all logins so far. */
  private List<String> presented() throws InterruptedException {
    var tokens = new ArrayList<String>();
    for (var left = api.server.getRequestCount(); left > 0; left--) {
      var body = api.taken().getBody();
      var form = body == null ? "" : body.utf8();
      if (form.contains("refresh_token=canary-")) {
        tokens.add(form.replaceFirst(".*refresh_token=canary-(\\w+).*", "$1"));
      }
    }
    return tokens;
  }

  @Test
  void theConfiguredOneIsNotTriedTwice() {
    api.answer(400, REFUSED.formatted("canary-first is wrong"));

    assertThat(TestApi.failure(client))
        .hasMessageStartingWith("InitVariablesError 100")
        .hasMessageContaining("invalid_grant")
        .hasMessageNotContaining("canary");
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aSuspendedUserIsNotTriedAgainWithinAnHour() {
    login("canary-second");
    api.answer(400, REFUSED.formatted("User is Suspended"));

    var failure = TestApi.failure(client);

    assertThat(failure.recoverability()).isEqualTo(Recoverability.STOP);
    assertThat(failure.refusesLogin()).isTrue();
    assertThat(failure.retryAfter()).contains(Duration.ofHours(1));
    assertThat(api.server.getRequestCount()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "400,{\"error\":\"invalid_client\"},STOP",
    "200,{\"error\":\"invalid_client\"},STOP",
    "503,{\"error\":\"invalid_grant\"},RETRY",
    "490,{\"error\":\"invalid_grant\"},UNCLEAR",
  })
  void whatIsNoRefusalOfTheTokenDoesNotFallBack(
      int status, String body, Recoverability recoverability) {
    login("canary-second");
    api.answer(status, body);

    assertThat(TestApi.failure(client).recoverability()).isEqualTo(recoverability);
    assertThat(api.server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void aRefusalThatComesWithASuccessStatusIsOne() {
    login("canary-second");
    api.answer(200, REFUSED.formatted("revoked"));
    login("canary-third");

    assertThat(api.server.getRequestCount()).isEqualTo(5);
  }

  @Test
  void aPasswordLogsInAnewAndKeepsNoRefreshToken() throws Exception {
    client = client(new PasswordGrant(client(), "alice", new Password("canary-password")));
    login("canary-second");
    login("canary-third");

    for (var i = 0; i < 2; i++) {
      assertThat(api.taken().getBody().utf8())
          .contains("grant_type=password", "username=alice", "password=canary-password")
          .doesNotContain("refresh_token");
      api.taken();
    }
  }

  @Test
  void aPasswordThatIsRefusedIsTriedOnceAndNotTold() {
    client = client(new PasswordGrant(client(), "alice", new Password("pw-1")));
    api.answer(400, REFUSED.formatted("alice has another password than pw-1"));

    assertThat(TestApi.failure(client))
        .hasMessageContaining("alice has another password than [hidden]");
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void theTextOfAGrantNamesNoSecret() {
    var grant = new PasswordGrant(client(), "alice", new Password("canary-password"));

    assertThat(grant.toString()).isEqualTo("PasswordGrant[alice]");
  }

  @Test
  void aLoginThatIsLimitedWithoutACodeIsTriedFiveTimes() {
    var limited = new StatusRule(403, "", Recoverability.UNCLEAR);
    client = client(new RefreshTokenGrant(client(), new Password("canary-first")), limited);
    api.answer(403, "");

    var failure = TestApi.failure(client);

    assertThat(failure.error()).isEqualTo(ApiError.FORBIDDEN);
    assertThat(failure.recoverability()).isEqualTo(Recoverability.UNCLEAR);
  }

  /** A renewal that is answered with a new refresh token, and a request with its token. */
  private void login(String newRefreshToken) {
    api.answer(200, "{\"access_token\":\"t\",\"refresh_token\":\"%s\"}".formatted(newRefreshToken))
        .answer(200, "{}");
    get(client);
    api.local.advance(Duration.ofHours(1));
  }

  private ApiClient client(TokenGrant grant, StatusRule... rules) {
    var auth = new TokenAuth(api.url("/oauth/token"), grant, api.clock, api.local::nanoTime);
    return api.client(auth, rules);
  }

  private static Map<String, String> client() {
    return Map.of("client_id", "id-1", "client_secret", "canary-secret");
  }
}
