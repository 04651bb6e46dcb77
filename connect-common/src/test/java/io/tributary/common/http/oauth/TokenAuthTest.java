// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.TestApi.get;
import static io.tributary.common.http.oauth.TestLogin.SECRET;
import static io.tributary.common.http.oauth.TestLogin.token;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.TestApi;
import io.tributary.common.metrics.Journal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAuthTest {
  private List<Instant> logins;
  private TestApi api;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    api = new TestApi();
    var login = new TestLogin(api);
    logins = login.logins;
    client = login.client;
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void logsInOnceAndUsesTheTokenForEveryRequest() throws Exception {
    api.answer(200, token("t1", "3600")).answer(200, "{}").answer(200, "{}");

    get(client);
    get(client);

    var login = api.taken();
    assertThat(login.getRequestLine()).isEqualTo("POST /oauth/token HTTP/1.1");
    assertThat(login.getHeaders().get("Authorization")).isNull();
    assertThat(login.getHeaders().get("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded");
    assertThat(login.getBody().utf8())
        .contains("grant_type=test")
        .contains("client_secret=" + SECRET);
    assertThat(api.taken().getHeaders().get("Authorization")).isEqualTo("Bearer t1");
    assertThat(api.taken().getHeaders().get("Authorization")).isEqualTo("Bearer t1");
    assertThat(api.server.getRequestCount()).isEqualTo(3);
  }

  @Test
  void aLoginIsInTheJournalWithTheLifetimeOfItsToken() throws Exception {
    api.metrics.journal().open();
    api.answer(200, token("t1", "3599")).answer(200, "{}");

    get(client);

    assertThat(api.metrics.journal().take())
        .extracting(Journal.Entry::text)
        .containsExactly(
            "Successfully received access token from %s which expires in 3599 seconds"
                    .formatted(api.url("/oauth/token"))
                + " (client_id from the setting client.id)");
  }

  @Test
  void severalThreadsThatNeedATokenLogInOnce() throws Exception {
    api.answer(TestApi.response(200, token("t1", "3600")).headersDelay(100, MILLISECONDS));
    var auth = new TokenAuth(api.url("/oauth/token"), now -> Map.of(), api.clock);
    var clients = List.of(api.client(auth), api.client(auth), api.client(auth));
    clients.forEach(unused -> api.answer(200, "{}"));

    clients.parallelStream().forEach(TestApi::get);

    assertThat(api.taken().getTarget()).isEqualTo("/oauth/token");
    assertThat(api.server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void a401PutsANewTokenOnTheWireExactlyOnce() throws Exception {
    api.answer(200, token("old-token", "3600"))
        .answer(401, "{\"errors\":[{\"code\":\"ERR_AUTH_UNAUTHORIZED\"}]}")
        .answer(200, token("new-token", "3600"))
        .answer(200, "{}");

    get(client);

    api.taken();
    assertThat(api.taken().getHeaders().get("Authorization")).isEqualTo("Bearer old-token");
    assertThat(api.taken().getTarget()).isEqualTo("/oauth/token");
    assertThat(api.taken().getHeaders().get("Authorization")).isEqualTo("Bearer new-token");
    assertThat(api.server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void aSecond401IsAnErrorAndNoLoop() {
    api.answer(200, token("old-token", "3600"))
        .answer(401, "")
        .answer(200, token("new-token", "3600"))
        .answer(401, "");

    assertThat(failure(client).error()).isEqualTo(ApiError.UNAUTHORIZED);
    assertThat(api.server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void a401ThatANewTokenDoesNotHelpIsNotRepeated() {
    api.answer(200, token("old-token", "3600"))
        .answer(401, "{\"errors\":[{\"code\":\"ERR_ACCESS_USER\"}]}");

    var failure = failure(client);

    assertThat(failure.error()).isEqualTo(ApiError.UNAUTHORIZED);
    assertThat(failure.recoverability()).isEqualTo(Recoverability.STOP);
    assertThat(api.server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void aTokenThatDoesNotChangeIsNotTriedTwice() {
    api.answer(401, "").answer(401, "");

    failure(api.client());

    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @ParameterizedTest(name = "expires_in {0}: still good after {1} s, renewed after {2} s")
  @CsvSource({
    "3600,3539,3540",
    "\"360000\",359939,359940",
    "121,60,61",
    "120,59,60",
    "60,29,30",
    "\"\",239,240",
    "null,239,240",
    "0,239,240",
    "-5,239,240",
    "\"soon\",239,240",
    "NaN,239,240",
    "{},239,240",
    "3600.9,3540,3541",
    "\"3600.0\",3539,3540",
    "1e3,939,940",
  })
  void renewsAMinuteBeforeTheTokenExpires(String expiresIn, long good, long due) throws Exception {
    api.answer(200, token("t1", expiresIn)).answer(200, "{}").answer(200, "{}");
    get(client);

    api.local.advance(Duration.ofSeconds(good));
    get(client);
    assertThat(logins).hasSize(1);

    api.local.advance(Duration.ofSeconds(due - good));
    api.answer(200, token("t2", "3600")).answer(200, "{}");
    get(client);
    assertThat(logins).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "18446744073709551617", "1e300", "Infinity"})
  void aTokenThatLivesForEverIsJustALongOne(String lifetime) {
    api.answer(200, token("t1", lifetime)).answer(200, "{}").answer(200, "{}");

    get(client);
    api.local.advance(Duration.ofDays(20));
    get(client);

    assertThat(logins).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"t1\\n", "\\r\\nt1 ", "\\tt1\\u2003"})
  void blanksAndLineBreaksAroundATokenAreNoPartOfIt(String token) throws Exception {
    api.answer(200, token(token, "3600")).answer(200, "{}");

    get(client);

    api.taken();
    assertThat(api.taken().getHeaders().get("Authorization")).isEqualTo("Bearer t1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"t\\n1", "t\\u00001", "tök", "t\\ud83d\\ude00", "\\u200bt1"})
  void aTokenThatNoHeaderCanCarryIsUnreadable(String token) {
    api.answer(200, token(token, "3600"));

    var failure = failure(client);

    assertThat(failure.error()).isEqualTo(ApiError.UNREADABLE);
    assertThat(failure).hasMessageNotContaining(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"error\":null",
        "\"error\":\"\"",
        "\"error\":{\"code\":null,\"message\":null}",
        "\"errors\":[]",
        "\"error_description\":null",
        "\"code\":\"SUCCESS\",\"message\":\"ok\"",
        "\"token_type\":\"BEARER\""
      })
  void aTokenIsATokenWhateverStandsBesideIt(String member) throws Exception {
    api.answer(200, "{%s,\"access_token\":\"t1\"}".formatted(member)).answer(200, "{}");

    get(client);

    api.taken();
    assertThat(api.taken().getHeaders().get("Authorization")).isEqualTo("Bearer t1");
  }

  @Test
  void aTokenWithoutALifetimeIsRenewedWithinFiveMinutes() {
    api.answer(200, "{\"access_token\":\"t1\"}").answer(200, "{}");
    get(client);

    api.local.advance(Duration.ofMinutes(4));
    api.answer(200, token("t2", "3600")).answer(200, "{}");
    get(client);

    assertThat(logins).hasSize(2);
  }

  @Test
  void aSecondLoginIsDatedByTheClockOfTheServer() {
    api.answer(200, token("t1", "3600"), "Date: Sun, 01 Mar 2026 13:00:00 GMT")
        .answer(401, "")
        .answer(200, token("t2", "3600"))
        .answer(200, "{}");

    get(client);

    assertThat(logins)
        .containsExactly(
            Instant.parse("2026-03-01T12:00:00Z"), Instant.parse("2026-03-01T13:00:00Z"));
  }
}
