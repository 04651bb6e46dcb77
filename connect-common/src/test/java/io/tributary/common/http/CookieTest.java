// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.TestApi.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.http.oauth.TestLogin;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies, such as those that a gateway wants back before it lets a request through. */
class CookieTest {
  private static final String GRANTED = "{\"access_token\":\"t1\"}";

  @RegisterExtension private final TestApi api = new TestApi();

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aCookieThatAGatewaySetsComesBackForAsLongAsTheTaskLives(int status) throws Exception {
    api.answer(status, "", "Location: /events", "Set-Cookie: gate=open; Path=/; HttpOnly")
        .answer(200, "{}")
        .answer(200, "{}");
    var client = api.client();

    get(client);
    get(client);

    assertThat(cookie(api.taken())).isNull();
    assertThat(cookie(api.taken())).isEqualTo("gate=open");
    assertThat(cookie(api.taken())).isEqualTo("gate=open");
  }

  @Test
  void aNewCookieTakesThePlaceOfTheOldOneAndADroppedOneIsNotSent() throws Exception {
    api.answer(200, "{}", "Set-Cookie: a=1", "Set-Cookie: b=1", "Set-Cookie: c=1")
        .answer(
            200,
            "{}",
            "Set-Cookie: a=2",
            "Set-Cookie: b=; Max-Age=0",
            "Set-Cookie: c=gone; Expires=Thu, 01 Jan 1970 00:00:01 GMT")
        .answer(200, "{}");
    var client = api.client();
    for (var i = 0; i < 3; i++) {
      get(client);
    }

    api.taken();
    assertThat(cookie(api.taken())).isEqualTo("a=1; b=1; c=1");
    assertThat(cookie(api.taken())).isEqualTo("a=2");
  }

  @Test
  void aCookieOutlivesAnExpiryThatOnlyAWrongClockHasPassed() throws Exception {
    api.answer(
            302, "", "Location: /events", "Set-Cookie: a=1; Expires=Sun, 01 Mar 2026 12:10:00 GMT")
        .answer(200, "{}");

    get(api.client());

    api.taken();
    assertThat(cookie(api.taken())).isEqualTo("a=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=\u00fc", "a=1; Domain=example.com", "a=1; Path=/other", "a=1; Secure"})
  void aCookieThatCannotBeSentIsNot(String cookie) throws Exception {
    api.answer(TestApi.response(200, "{}").addHeaderLenient("Set-Cookie", cookie))
        .answer(200, "{}");
    var client = api.client();

    get(client);
    get(client);

    api.taken();
    assertThat(cookie(api.taken())).isNull();
  }

  @Test
  void thousandsOfCookiesAreNotKept() throws Exception {
    var response = TestApi.response(200, "{}");
    for (var i = 0; i < 1000; i++) {
      response.addHeader("Set-Cookie", "c" + i + "=1");
    }
    api.answer(response).answer(200, "{}", "Set-Cookie: long=" + "x".repeat(5000));
    api.answer(200, "{}");
    var client = api.client();
    for (var i = 0; i < 3; i++) {
      get(client);
    }

    api.taken();
    api.taken();
    assertThat(cookie(api.taken()).split(";")).hasSize(50).contains(" c999=1");
  }

  @Test
  void aCookieIsNotSentToAnotherPortOfTheHost() throws Exception {
    try (var other = new TestApi()) {
      other.answer(200, GRANTED, "Set-Cookie: of=login");
      api.answer(200, "{}", "Set-Cookie: of=api").answer(401, "").answer(200, "{}");
      other.answer(200, GRANTED);
      var client = api.client(TestLogin.auth(api, other.url("/oauth/token")));

      get(client);
      get(client);

      assertThat(cookie(api.taken())).isNull();
      assertThat(cookie(api.taken())).isEqualTo("of=api");
      assertThat(cookie(other.taken())).isNull();
      assertThat(cookie(other.taken())).isEqualTo("of=login");
    }
  }

  @Test
  void aRefusedSessionIsLeftAndTheRequestMadeOnceMoreWithoutIt() throws Exception {
    api.answer(200, "{}", "Set-Cookie: session=1")
        .answer(401, "{\"code\":\"CSRF\"}", "Set-Cookie: session=2")
        .answer(200, "{}")
        .answer(401, "{\"code\":\"CSRF\"}");
    var client = api.client(new StatusRule(401, "CSRF", Recoverability.STOP));

    get(client);
    get(client);
    assertThat(failure(client).error()).isEqualTo(ApiError.UNAUTHORIZED);

    api.taken();
    assertThat(cookie(api.taken())).isEqualTo("session=1");
    assertThat(cookie(api.taken())).isNull();
    assertThat(cookie(api.taken())).isNull();
    assertThat(api.server.getRequestCount()).isEqualTo(4);
  }

  private static String cookie(RecordedRequest request) {
    return request.getHeaders().get("Cookie");
  }
}
