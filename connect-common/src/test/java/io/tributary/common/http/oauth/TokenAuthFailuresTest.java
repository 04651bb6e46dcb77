// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.oauth.TestLogin.SECRET;
import static io.tributary.common.http.oauth.TestLogin.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.TestApi;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAuthFailuresTest {
  private TestApi api;
  private ApiClient client;

  @BeforeEach
  void start() throws Exception {
    api = new TestApi();
    client = new TestLogin(api).client;
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 401, 403, 404, 422})
  void aRefusedLoginStopsTheTask(int status) {
    api.answer(
        status, "{\"error\":\"invalid_client\",\"error_description\":\"no\"}", "Location: /x");

    var failure = failure(client);

    assertThat(failure.error()).isEqualTo(InitVariablesError.TOKEN_STATUS);
    assertThat(failure.recoverability()).isEqualTo(Recoverability.STOP);
    assertThat(failure)
        .hasMessageStartingWith(
            "InitVariablesError 100: Unexpected status code when fetching example token: " + status)
        .hasMessageContaining("invalid_client");
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aRefusedTokenIsHiddenInTheLoginThatFollows() {
    api.answer(200, token("canary-token-1", "3600"))
        .answer(401, "")
        .answer(400, "not again after canary-token-1");

    assertThat(failure(client)).hasMessageContaining("not again after [hidden]");
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void aLoginThatFailsForAWhileIsTriedAgainLater(int status) {
    api.answer(status, "", "Retry-After: 17");

    var failure = failure(client);

    assertThat(failure.recoverability()).isEqualTo(Recoverability.RETRY);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(17));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "{}",
        "{\"access_token\":null}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":7}",
        "[]"
      })
  void anAnswerWithoutATokenIsUnreadable(String body) {
    api.answer(200, body);

    var failure = failure(client);

    assertThat(failure.error()).isEqualTo(ApiError.UNREADABLE);
    assertThat(failure.recoverability()).isEqualTo(Recoverability.UNCLEAR);
    assertThat(failure).hasMessageContaining("an access_token");
  }

  @Test
  void anAnswerWithoutContentHasNoToken() {
    api.answer(204, "");

    assertThat(failure(client).error()).isEqualTo(ApiError.UNREADABLE);
  }

  @Test
  void aTokenInAnAnswerThatCannotBeReadIsNotQuoted() {
    api.answer(200, "{\"access_token\":\"canary-token-1\",oops");

    assertThat(stackTrace(failure(client))).doesNotContain("canary");
  }

  @Test
  void aLoginThatIsCutIsAConnectionError() {
    api.answer(
        TestApi.response(200, token("t1", "3600").repeat(50))
            .onResponseBody(new SocketEffect.CloseSocket()));

    assertThat(failure(client).error()).isEqualTo(ApiError.CONNECTION);
  }

  @Test
  void noSecretIsInAnyMessageOrText() {
    api.answer(400, "{\"error\":\"invalid_client\",\"got\":\"" + SECRET + "\"}");
    assertThat(stackTrace(failure(client))).doesNotContain(SECRET).contains("[hidden]");

    api.answer(200, token("canary-token-2", "3600")).answer(500, "bad token canary-token-2");
    assertThat(stackTrace(failure(client))).doesNotContain("canary-token-2").contains("[hidden]");
  }

  @Test
  void aSecretAtTheEdgeOfTheCutIsHiddenToo() {
    api.answer(400, "x".repeat(190) + SECRET);

    assertThat(stackTrace(failure(client))).doesNotContain("canary");
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
