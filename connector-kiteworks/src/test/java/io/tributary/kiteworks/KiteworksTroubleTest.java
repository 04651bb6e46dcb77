// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.RecordedRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reaction of a task to expired tokens and invalid responses, until it stops or continues. */
class KiteworksTroubleTest {
  private static final String ERROR = "{\"errors\":[{\"code\":\"%s\",\"message\":\"m\"}]}";

  private final FakeKiteworks fake = FakeKiteworks.start();
  private final KiteworksFeed feed = new KiteworksFeed(fake);

  @AfterEach
  void stop() {
    feed.close();
  }

  @Test
  void aTokenThatIsRevokedBetweenTwoPagesCostsOneLoginAndNoEvent() throws Exception {
    feed.beforePages(fake::revokeTokens, 2);
    feed.start(KiteworksSettings.jwt(fake));

    feed.assertAllIsRead();
    assertThat(feed.logins()).isEqualTo(2);
  }

  @Test
  void aTokenIsRenewedBeforeItExpiresInMidRound() throws Exception {
    fake.app().tokenLifetime(Duration.ofSeconds(4));
    fake.faults().on(FakeKiteworks.ACTIVITIES).at(2, Fault.slow(Duration.ofMillis(2_100)));
    feed.start(KiteworksSettings.signature(fake));

    feed.assertAllIsRead();
    assertThat(feed.logins()).isEqualTo(2);
    assertThat(fake.requests(FakeKiteworks.ACTIVITIES))
        .extracting(RecordedRequest::target)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ERR_AUTH_UNAUTHORIZED", "ERR_AUTH_PROFILE_CHANGED", "ERR_INVALID_GRANT"})
  void whatANewTokenMayCureIsRepeatedWithOne(String code) throws Exception {
    fake.faults()
        .on(FakeKiteworks.ACTIVITIES)
        .at(1, Fault.status(401, ERROR.formatted(code)))
        .at(3, Fault.status(403, ERROR.formatted(code)))
        .at(5, Fault.status(200, ERROR.formatted(code)));
    feed.start(KiteworksSettings.jwt(fake));

    feed.assertAllIsRead();
    assertThat(feed.logins()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_grant",
    "403,invalid_grant",
    "401,invalid_grant",
    "200,invalid_grant",
    "422,invalid_grant",
    "500,invalid_grant",
    "400,invalid_token",
    "403,INVALID_GRANT",
    "403,ERR_INVALID_GRANT",
  })
  void aDeadTokenIsToldByItsCodeWhateverTheStatus(int status, String code) throws Exception {
    var dead = Fault.status(status, "{\"error\":\"%s\"}".formatted(code));
    fake.faults().on(FakeKiteworks.ACTIVITIES).at(1, dead).at(4, dead);
    feed.start(KiteworksSettings.jwt(fake));

    feed.assertAllIsRead();
    assertThat(feed.logins()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"400,ApiError 401", "403,ApiError 401"})
  void aTokenThatIsDeadAtOnceIsRenewedOncePerRequest(int status, String error) {
    var dead = Fault.status(status, "{\"error\":\"invalid_grant\"}");
    fake.faults().on(FakeKiteworks.ACTIVITIES).always(dead);
    feed.start(KiteworksSettings.jwt(fake));

    assertThatThrownBy(() -> feed.read(1)).hasMessageStartingWith(error);
    assertThat(feed.logins()).isEqualTo(2);
    assertThat(feed.pages()).isEqualTo(2);
  }

  @Test
  void aGatewayThatWantsItsCookieBackCostsOneRequest() throws Exception {
    fake.beforeEach(
        request -> {
          if (request.header("Cookie").filter("gate=open"::equals).isEmpty()) {
            var gate = Map.of("Location", request.target(), "Set-Cookie", "gate=open; Path=/");
            fake.faults().next(Fault.status(302, gate, ""));
          }
        });
    feed.start(KiteworksSettings.jwt(fake));

    feed.assertAllIsRead();
    assertThat(feed.logins()).isEqualTo(2);
    assertThat(fake.faults().count()).isEqualTo(1);
  }

  @Test
  void aServerThatTakesNoTokenStopsATaskThatNeverWorkedAfterOneRenewal() {
    fake.faults().on(FakeKiteworks.ACTIVITIES).always(Fault.status(401));
    feed.start(KiteworksSettings.jwt(fake));

    assertThatThrownBy(() -> feed.read(1)).hasMessageStartingWith("ApiError 401");
    assertThat(feed.logins()).isEqualTo(2);
    assertThat(feed.pages()).isEqualTo(2);
  }

  @Test
  void aServerThatTakesNoTokenAnyMoreStopsTheTaskWhenThatLasts() throws Exception {
    feed.start(KiteworksSettings.jwt(fake), "trouble.patience.ms", "150");
    feed.assertAllIsRead();
    fake.faults().on(FakeKiteworks.ACTIVITIES).always(Fault.status(401));

    assertThatThrownBy(() -> feed.read(1)).hasMessageStartingWith("ApiError 401");
    assertThat(feed.logins()).as("one for each try").isGreaterThan(3);
  }

  @ParameterizedTest
  @CsvSource({
    "401,ERR_ACCESS_USER,ApiError 401",
    "403,ERR_ACCESS_USER,ApiError 403",
    "200,ERR_ACCESS_USER,ApiError 403",
    "401,ERR_AUTH_INVALID_CSRF,ApiError 401",
    "200,ERR_AUTH_INVALID_CSRF,ApiError 403",
    "404,ERR_ENTITY_NOT_FOUND,ApiError 404",
    "200,ERR_ENTITY_NOT_FOUND,ApiError 404",
    "400,ERR_REQUEST_INVALID_JSON,ApiError 400",
  })
  void whatOnlyAnOperatorCanCureStopsTheTaskAtOnce(int status, String code, String error) {
    fake.faults().on(FakeKiteworks.ACTIVITIES).always(Fault.status(status, ERROR.formatted(code)));
    feed.start(KiteworksSettings.jwt(fake));

    assertThatThrownBy(() -> feed.read(1)).hasMessageStartingWith(error).hasMessageContaining(code);
    assertThat(feed.logins()).isEqualTo(1);
    assertThat(feed.pages()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "403,'',ApiError 403,''",
    "490,'<html>Request rejected</html>',ApiError 490,' <html>Request rejected'",
    "200,'{\"errors\":[{\"code\":\"ERR_UNHEARD_OF\",\"message\":\"m\"}]}',ApiError 495,' ERR_UNHEARD_OF: m'",
    "200,'{\"error\":{\"message\":\"m\"}}',ApiError 495,' m'",
    "200,'{\"code\":\"ERR_UNHEARD_OF\",\"message\":\"m\"}',ApiError 495,' ERR_UNHEARD_OF: m'",
  })
  void whatMayBeALimitIsTriedFiveTimesAtTheStartAndAsLongAsThePatienceLastsLater(
      int status, String body, String error, String said) throws Exception {
    var fault = Fault.status(status, body);
    fake.faults().on(FakeKiteworks.ACTIVITIES).next(fault, fault, fault, fault);
    feed.start(KiteworksSettings.jwt(fake), "trouble.patience.ms", "150");
    feed.assertAllIsRead();
    var pages = feed.pages();
    fake.faults().on(FakeKiteworks.ACTIVITIES).always(fault);

    assertThatThrownBy(() -> feed.read(1))
        .hasMessageStartingWith(error)
        .hasMessageContaining(status + said);
    assertThat(feed.pages() - pages).isGreaterThan(6);
    assertThat(feed.logins()).isEqualTo(1);
  }

  @Test
  void whatMayBeALimitStopsATaskThatNeverWorkedTheFifthTime() {
    fake.faults().on(FakeKiteworks.ACTIVITIES).always(Fault.status(403));
    feed.start(KiteworksSettings.jwt(fake));

    assertThatThrownBy(() -> feed.read(1)).hasMessageStartingWith("ApiError 403");
    assertThat(feed.pages()).isEqualTo(5);
  }

  @Test
  void aFirewallIsNamedWithItsRemedy() {
    fake.faults().on(FakeKiteworks.ACTIVITIES).always(Fault.status(490));
    feed.start(KiteworksSettings.jwt(fake));

    assertThatThrownBy(() -> feed.read(1))
        .hasMessageContaining("Ask the administrator of the instance to let the connector through");
  }

  @ParameterizedTest
  @CsvSource({
    "503,ERR_SESSION_LIMIT_REACHED",
    "200,ERR_SESSION_LIMIT_REACHED",
    "500,ERR_INTERNAL_SERVER_ERROR",
    "200,ERR_INTERNAL_SERVER_ERROR",
  })
  void whatPassesIsTriedForAsLongAsItTakes(int status, String code) throws Exception {
    var fault = Fault.status(status, ERROR.formatted(code));
    fake.faults()
        .on(FakeKiteworks.ACTIVITIES)
        .next(fault, fault, fault, fault, fault, fault, fault, fault, fault);
    feed.start(KiteworksSettings.jwt(fake));

    feed.assertAllIsRead();
  }

  @ParameterizedTest
  @ValueSource(ints = {422, 400, 200})
  void aRangeThatIsRefusedIsReadInHalves(int status) throws Exception {
    var refused = Fault.status(status, ERROR.formatted("ERR_INVALID_PARAMETER"));
    fake.faults().on(FakeKiteworks.ACTIVITIES).next(refused, refused);
    feed.start(KiteworksSettings.jwt(fake));

    feed.assertAllIsRead();
    assertThat(ends()).hasSize(3).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(ends()).doesNotHaveDuplicates();
  }

  @Test
  void aServerThatPagesThroughFewRowsIsReadInSmallerPages() throws Exception {
    fake.resultWindow(100);
    feed.start(KiteworksSettings.jwt(fake));

    feed.assertAllIsRead();
  }

  @Test
  void aPageWithRoomForErrorsIsAPage() throws Exception {
    fake.faults()
        .on(FakeKiteworks.ACTIVITIES)
        .next(Fault.status(200, "{\"errors\":[],\"events\":[{\"id\":\"only-here\"}]}"));
    feed.start(KiteworksSettings.jwt(fake));

    assertThat(feed.read(KiteworksFeed.EVENTS + 1)).contains("only-here");
  }

  /** The ends of the ranges in the first requests. */
  private List<String> ends() {
    return fake.requests(FakeKiteworks.ACTIVITIES).stream()
        .limit(3)
        .map(request -> request.query("endDateTime").orElseThrow())
        .toList();
  }
}
