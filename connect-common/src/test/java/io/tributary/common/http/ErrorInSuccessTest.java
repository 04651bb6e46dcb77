// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static io.tributary.common.http.oauth.TestLogin.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.http.oauth.TestLogin;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors that come with a success status: the code says what they are. */
class ErrorInSuccessTest {
  private static final StatusRule[] RULES = {
    new StatusRule(401, "NO_ROLE", Recoverability.STOP),
    new StatusRule("EXPIRED", 401),
    new StatusRule("NO_ROLE", 403),
    new StatusRule("BAD_RANGE", 422),
    new StatusRule("INTERNAL_*", 500),
  };

  @RegisterExtension private final TestApi api = new TestApi();

  @ParameterizedTest
  @CsvSource({"413,REFUSED", "422,REFUSED", "429,TOO_MANY_REQUESTS", "503,SERVER_ERROR"})
  void isNotAskedWhereTheStatusSaysWhetherToWait(int status, ApiError error) {
    api.answer(status, error("NO_ROLE"));

    assertThat(failure(api.client(RULES)).error()).isEqualTo(error);
  }

  @ParameterizedTest
  @CsvSource({
    "NO_ROLE,FORBIDDEN,STOP",
    "BAD_RANGE,REFUSED,STOP",
    "INTERNAL_X,SERVER_ERROR,RETRY",
    "ANOTHER,UNREADABLE,UNCLEAR",
    "'',UNREADABLE,UNCLEAR",
  })
  void amountsToTheStatusOfItsCode(String code, ApiError error, Recoverability recoverability) {
    api.answer(200, error(code));

    var failure = failure(api.client(RULES));

    assertThat(failure.error()).isEqualTo(error);
    assertThat(failure.recoverability()).isEqualTo(recoverability);
    assertThat(failure)
        .hasMessageContaining(
            "GET "
                + api.url("/events")
                + ": 200 "
                + (code.isEmpty() ? "" : code + ": ")
                + "what it says.");
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void doesNotTellTheEventsBesideIt() {
    api.answer(200, "{\"events\":[\"canary\"],\"error\":{\"code\":\"ANOTHER\"}}");

    assertThat(failure(api.client(RULES)))
        .hasMessageContaining("200 ANOTHER.")
        .hasMessageNotContaining("canary");
  }

  @Test
  void atALoginIsWaitedOutWhereItsCodeSaysSo() {
    var login = new TestLogin(api, RULES);
    api.answer(200, error("INTERNAL_X"));

    assertThat(failure(login.client).recoverability()).isEqualTo(Recoverability.RETRY);
  }

  @Test
  void anExpiredTokenIsRenewedOnce() throws Exception {
    var login = new TestLogin(api, RULES);
    api.answer(200, token("old-token", "3600"))
        .answer(200, error("EXPIRED"))
        .answer(200, token("new-token", "3600"))
        .answer(200, "page");

    assertThat(read(login.client)).isEqualTo("page");

    api.taken();
    assertThat(api.taken().getHeaders().get("Authorization")).isEqualTo("Bearer old-token");
    api.taken();
    assertThat(api.taken().getHeaders().get("Authorization")).isEqualTo("Bearer new-token");
  }

  @Test
  void aTokenThatIsRefusedAgainIsAnErrorAndNoLoop() {
    var login = new TestLogin(api, RULES);
    api.answer(200, token("old-token", "3600"))
        .answer(200, error("EXPIRED"))
        .answer(200, token("new-token", "3600"))
        .answer(200, error("EXPIRED"));

    assertThat(failure(login.client).error()).isEqualTo(ApiError.UNAUTHORIZED);
    assertThat(api.server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void aCodeSaysMoreThanTheStatusItComesWith() {
    var login = new TestLogin(api, RULES);
    api.answer(200, token("old-token", "3600"))
        .answer(403, error("EXPIRED"))
        .answer(200, token("new-token", "3600"))
        .answer(400, error("BAD_RANGE"));

    assertThat(failure(login.client).error()).isEqualTo(ApiError.REFUSED);
  }

  @Test
  void aRowForItsStatusGoesBeforeOneForAnyStatus() {
    api.answer(401, error("NO_ROLE"));

    assertThat(failure(api.client(RULES)).error()).isEqualTo(ApiError.UNAUTHORIZED);
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  private static String error(String code) {
    return "{\"errors\":[{\"code\":\"%s\",\"message\":\"what it says\"}]}".formatted(code);
  }

  private static ApiException failure(ApiClient client) {
    return catchThrowableOfType(ApiException.class, () -> read(client));
  }

  private static String read(ApiClient client) {
    return client.get("/events", Query.NONE, Map.of(), ErrorInSuccessTest::page);
  }

  private static Optional<String> page(Body body) {
    return Optional.of(new String(body.bytes(), UTF_8)).filter(text -> !text.contains("error"));
  }
}
