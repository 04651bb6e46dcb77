// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.TestApi.get;
import static io.tributary.common.http.oauth.TestLogin.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.TestApi;
import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins with a grant that is good only near the time it was made, and clocks that disagree. */
class DatedGrantTest {
  private static final Instant OURS = Instant.parse("2026-03-01T12:00:00Z");
  private static final String AT_NOON = "Date: Sun, 01 Mar 2026 12:00:00 GMT";
  private static final String AT_ONE = "Date: Sun, 01 Mar 2026 13:00:00 GMT";
  private static final Instant ONE = Instant.parse("2026-03-01T13:00:00Z");
  private static final String REFUSED = "{\"error\":\"invalid_grant\"}";

  @RegisterExtension private final TestApi api = new TestApi();
  private final List<Instant> logins = new ArrayList<>();
  private ApiClient client;

  /** A grant that notes the times of which it was made. */
  private final class Dated implements TokenGrant {

    @Override
    public Map<String, String> form(Instant now) {
      logins.add(now);
      return Map.of("grant_type", "dated");
    }

    @Override
    public boolean isDated() {
      return true;
    }
  }

  @BeforeEach
  void connect() {
    client =
        api.client(
            new TokenAuth(api.url("/oauth/token"), new Dated(), api.clock, api.local::nanoTime));
  }

  @ParameterizedTest
  @CsvSource({
    "400,{\"error\":\"invalid_grant\"}",
    "403,{\"error\":\"INVALID_GRANT\"}",
    "200,{\"error\":\"invalid_grant\"}",
    "401,",
    "400,{\"error\":\"invalid_request\"}",
  })
  void aRefusalThatShowsOurClockToBeWrongIsAnsweredByTheRightOne(int status, String body) {
    api.answer(status, body == null ? "" : body, AT_ONE)
        .answer(200, token("t1", "3600"), AT_ONE)
        .answer(200, "{}", AT_ONE);

    get(client);

    assertThat(logins).containsExactly(OURS, ONE);
  }

  @Test
  void aClockThatIsFoundRightIsNotBlamedAndNothingIsTriedAgain() {
    api.answer(400, REFUSED, AT_NOON);

    assertThat(failure(client)).hasMessageNotContaining("clock");
    assertThat(logins).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "13:00:00,60 min,behind",
    "12:10:00,10 min,behind",
    "11:50:00,10 min,ahead of",
    "12:00:40,40 s,behind",
    "06:00:00,6 h,ahead of",
  })
  void whereTheRightTimeIsRefusedAsWellTheErrorTellsTheSkew(
      String server, String skew, String side) {
    var date = "Date: Sun, 01 Mar 2026 " + server + " GMT";
    api.answer(400, REFUSED, date).answer(400, REFUSED, date);

    var failure = failure(client);

    assertThat(failure.error()).isEqualTo(InitVariablesError.TOKEN_STATUS);
    assertThat(failure.recoverability()).isEqualTo(Recoverability.STOP);
    assertThat(failure)
        .hasMessageContaining(
            "{\"error\":\"invalid_grant\"}; this machine's clock is %s %s the server's. Correct",
            skew, side);
    assertThat(logins).hasSize(2);
  }

  @Test
  void aLongRefusalLeavesRoomForTheSkew() {
    var refused = "{\"error\":\"invalid_grant\",\"error_description\":\"" + "x".repeat(300) + "\"}";
    api.answer(400, refused, AT_ONE).answer(400, refused, AT_ONE);

    assertThat(failure(client).getMessage())
        .contains("xxx; this machine's clock is 60 min behind the server's. Correct")
        .hasSizeLessThanOrEqualTo(400);
  }

  @Test
  void aSuspendedUserIsNotTriedAgainSoonWhateverTheClockSays() {
    api.answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"suspended\"}", AT_ONE);

    assertThat(failure(client).retryAfter()).contains(RetryPolicy.RAREST_LOGIN);
    assertThat(logins).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void anOutageIsNoQuestionOfTheClock(int status) {
    api.answer(status, REFUSED, AT_ONE);

    assertThat(failure(client)).hasMessageNotContaining("clock");
    assertThat(logins).hasSize(1);
  }

  @Test
  void whereADateMisleadsTheLoginsAreDatedByOurClockFromThenOn() {
    api.answer(200, token("t1", "3600"), AT_ONE).answer(200, "{}", AT_ONE);
    get(client);

    api.local.advance(Duration.ofHours(1));
    api.answer(400, REFUSED, "Date: Sun, 01 Mar 2026 14:00:00 GMT")
        .answer(200, token("t2", "3600"), "Date: Sun, 01 Mar 2026 14:00:00 GMT")
        .answer(200, "{}", "Date: Sun, 01 Mar 2026 14:00:00 GMT");
    get(client);

    api.local.advance(Duration.ofHours(1));
    api.answer(200, token("t3", "3600")).answer(200, "{}");
    get(client);

    assertThat(logins)
        .containsExactly(OURS, ONE.plus(Duration.ofHours(1)), ONE, ONE.plus(Duration.ofHours(1)));
  }

  @Test
  void aLoginWithoutATimeIsNotRepeated() {
    api.answer(400, REFUSED, AT_ONE);

    assertThat(failure(new TestLogin(api).client)).hasMessageNotContaining("clock");
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void theAgeOfATokenIsNotThatOfAClockThatJumps() {
    api.answer(200, token("t1", "3600"), AT_NOON);
    for (var hour = 13; hour < 19; hour++) {
      api.answer(200, "{}", "Date: Sun, 01 Mar 20%d 12:00:00 GMT".formatted(hour + 30));
    }

    for (var page = 0; page < 6; page++) {
      get(client);
    }

    assertThat(logins).hasSize(1);
  }
}
