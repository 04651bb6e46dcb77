// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static io.tributary.common.http.TestApi.TOKEN;
import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.TestApi.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.http.oauth.TestLogin;
import io.tributary.common.pace.RequestBudget;
import java.time.Duration;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects within the origin and to others. */
class RedirectTest {
  private static final String GRANTED = "{\"access_token\":\"t1\"}";

  @RegisterExtension private final TestApi api = new TestApi();

  @Test
  void followsARedirectWithinTheOrigin() throws Exception {
    api.answer(302, "", "Location: /moved?x=1")
        .answer(307, "", "Location: " + api.url("/again"))
        .answer(200, "{\"a\":1}");

    assertThat(new String(get(api.client()).bytes(), UTF_8)).isEqualTo("{\"a\":1}");

    assertThat(api.taken().getTarget()).isEqualTo("/events");
    assertThat(api.taken().getTarget()).isEqualTo("/moved?x=1");
    var last = api.taken();
    assertThat(last.getTarget()).isEqualTo("/again");
    assertThat(last.getHeaders().get("Authorization")).isEqualTo("Bearer " + TOKEN);
  }

  @Test
  void theRequestThatFollowsARedirectCountsInTheBudget() {
    api.budget = RequestBudget.of("1/1h", TimeMeter.SYSTEM_NANOTIME);
    api.answer(302, "", "Location: /elsewhere").answer(200, "[]");

    get(api.client());

    // The schedule counts the first.
    assertThat(api.budget.reserveWithin(Duration.ZERO)).isGreaterThan(Duration.ofMinutes(59));
  }

  @Test
  void refusesARedirectToAnotherOriginAndSendsItNothing() throws Exception {
    try (var other = new TestApi()) {
      api.answer(302, "", "Location: " + other.url("/steal"));

      var failure = failure(api.client());

      assertThat(failure.error()).isEqualTo(ApiError.REDIRECTED);
      assertThat(failure.recoverability()).isEqualTo(Recoverability.STOP);
      assertThat(failure).hasMessageContaining("to another origin: " + other.url("") + " (302)");
      assertThat(other.server.getRequestCount()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/x",
        "//example.com/x",
        "mailto:someone@example.com",
        "http://user@127.0.0.1/",
        "http://[::1",
        "ftp:/x"
      })
  void refusesARedirectThatLeadsAwayInAnyOtherWay(String location) {
    api.answer(301, "", "Location: " + location);

    assertThat(failure(api.client()).error()).isEqualTo(ApiError.REDIRECTED);
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void doesNotFollowRedirectsForEver() {
    for (var i = 0; i < 10; i++) {
      api.answer(302, "", "Location: /events");
    }

    assertThat(failure(api.client()).error()).isEqualTo(ApiError.UNEXPECTED_STATUS);
    assertThat(api.server.getRequestCount()).isEqualTo(6);
  }

  @Test
  void aRedirectThatIsNotFollowedTellsWhereItLeads() {
    for (var i = 0; i < 10; i++) {
      api.answer(302, "", "Location: /login?ticket=" + TOKEN);
    }

    assertThat(failure(api.client()))
        .hasMessageContaining("/events: 302 redirects to /login. Check")
        .hasMessageNotContaining(TOKEN);
  }

  @Test
  void anAddressThatWantsASlashAtItsEndIsAskedWithOne() throws Exception {
    api.answer(301, "", "Location: /events/").answer(200, "{}");

    get(api.client());

    api.taken();
    assertThat(api.taken().getTarget()).isEqualTo("/events/");
  }

  @ParameterizedTest
  @CsvSource({
    "307,/other",
    "308,/other",
    "302,/oauth/token",
    "303,/oauth/token?checked=1",
    "301,/oauth/token/",
  })
  void aLoginIsSentAgainWhereItMustBeSentAgain(int status, String location) throws Exception {
    api.answer(status, "", "Location: " + location, "Set-Cookie: gate=open; Path=/")
        .answer(200, GRANTED)
        .answer(200, "{}");

    get(new TestLogin(api).client);

    var first = api.taken();
    var second = api.taken();
    assertThat(second.getMethod()).isEqualTo("POST");
    assertThat(second.getTarget()).isEqualTo(location);
    assertThat(second.getBody()).isEqualTo(first.getBody());
    assertThat(cookie(second)).isEqualTo("gate=open");
    assertThat(cookie(api.taken())).isEqualTo("gate=open");
  }

  @Test
  void aLoginThatIsSentElsewhereIsRefusedWithItsStatus() {
    api.answer(302, "", "Location: /sso/login?next=/");

    var failure = failure(new TestLogin(api).client);

    assertThat(failure.error()).isEqualTo(InitVariablesError.TOKEN_STATUS);
    assertThat(failure).hasMessageContaining("token: 302 redirects to /sso/login. Correct");
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aLoginThatIsRedirectedToAnotherOriginSendsItNothing() throws Exception {
    try (var other = new TestApi()) {
      api.answer(307, "", "Location: " + other.url("/oauth/token"));

      var failure = failure(new TestLogin(api).client);

      assertThat(failure.error()).isEqualTo(ApiError.REDIRECTED);
      assertThat(failure).hasMessageContaining("to another origin: %s (307)", other.url(""));
      assertThat(other.server.getRequestCount()).isZero();
    }
  }

  private static String cookie(RecordedRequest request) {
    return request.getHeaders().get("Cookie");
  }
}
