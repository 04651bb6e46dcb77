package io.tributary.common.http;

import static io.tributary.common.http.TestApi.TOKEN;
import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.TestApi.get;
import static io.tributary.common.http.TestApi.response;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Trouble;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClientTest {
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = new TestApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void asksWithPathQueryHeadersAndCredential() throws Exception {
    api.answer(200, "{}");
    var query = Query.NONE.with("a:in", "x,y z").with("t", "2026-03-01T00:00:00.000Z").with("n", 7);

    var body = api.client().get("/events", query, Map.of("X-Version", "28"));

    var request = api.taken();
    assertThat(request.getRequestLine())
        .isEqualTo("GET /events?a%3Ain=x%2Cy%20z&t=2026-03-01T00%3A00%3A00.000Z&n=7 HTTP/1.1");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + TOKEN);
    assertThat(request.getHeaders().get("X-Version")).isEqualTo("28");
    assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
    assertThat(request.getHeaders().get("User-Agent")).isEqualTo("tributary/test");
    assertThat(body.source()).isEqualTo("GET " + api.url("/events"));
  }

  @ParameterizedTest
  @CsvSource({"/tenant,/tenant/events", "/tenant/events,/tenant/events", ",/events"})
  void aBaseAddressKeepsItsPathAndDoesNotGetTheLastPartTwice(String base, String asked)
      throws Exception {
    api.answer(200, "{}");
    var url = api.url(base == null ? "" : base);

    get(api.client(url, Auth.header("X-Key", "", new Password(TOKEN)), TestApi.plainTls()));

    var request = api.taken();
    assertThat(request.getTarget()).isEqualTo(asked);
    assertThat(request.getHeaders().get("X-Key")).isEqualTo(TOKEN);
  }

  @Test
  void readsACompressedBody() throws Exception {
    var zipped = new Buffer();
    try (var gzip = Okio.buffer(new GzipSink(zipped))) {
      gzip.writeUtf8("{\"a\":\"é\"}");
    }
    api.answer(new MockResponse.Builder().body(zipped).addHeader("Content-Encoding: gzip"));

    assertThat(new String(get(api.client()).bytes(), UTF_8)).isEqualTo("{\"a\":\"é\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "400,UNEXPECTED_STATUS,STOP",
    "401,UNAUTHORIZED,STOP",
    "403,FORBIDDEN,STOP",
    "404,NOT_FOUND,STOP",
    "405,UNEXPECTED_STATUS,STOP",
    "413,REFUSED,STOP",
    "422,REFUSED,STOP",
    "425,TOO_MANY_REQUESTS,RETRY",
    "429,TOO_MANY_REQUESTS,RETRY",
    "490,BLOCKED,RETRY_FIVE_TIMES",
    "500,SERVER_ERROR,RETRY",
    "502,SERVER_ERROR,RETRY",
    "503,SERVER_ERROR,RETRY",
    "504,SERVER_ERROR,RETRY",
    "509,SERVER_ERROR,RETRY",
  })
  void classifiesEachStatus(int status, ApiError error, Trouble trouble) {
    api.answer(status, "{\"error\":{\"code\":\"X\",\"message\":\"what it says\"}}");

    var failure = failure(api.client());

    assertThat(failure.error()).isEqualTo(error);
    assertThat(failure.trouble()).isEqualTo(trouble);
    assertThat(failure)
        .hasMessageStartingWith("ApiError " + error.id() + ": ")
        .hasMessageContaining("GET " + api.url("/events"))
        .hasMessageContaining(status + " ")
        .hasMessageContaining("what it says");
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aRequestTimeoutOfTheServerIsTriedAgainLater() {
    api.answer(408, "").answer(408, "").answer(408, "");

    assertThat(failure(api.client()).trouble()).isEqualTo(Trouble.RETRY);
  }

  @Test
  void aForbiddenAnswerSaysWhatToDo() {
    api.answer(403, "no role");

    assertThat(failure(api.client()))
        .hasMessage(
            "ApiError 403: Forbidden API response from GET %s: 403 no role. Ensure the user or"
                + " token has the permission to read it.",
            api.url("/events"));
  }

  @Test
  void anEmptyAnswerLeavesNoGap() {
    api.answer(403, "");

    assertThat(failure(api.client()))
        .hasMessageContaining("/events: 403. Ensure the user or token");
  }

  @Test
  void aMessageHoldsAtMost200CharactersOfTheAnswerOnOneLine() {
    api.answer(500, "<html>\n\n  <p>" + "x".repeat(5000));

    assertThat(failure(api.client()).getMessage())
        .contains("<html> <p>xxx")
        .doesNotContain("\n")
        .hasSizeLessThan(450);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "403|{\"errors\":[{\"code\":\"ERR_ACCESS_USER\",\"message\":\"m\"}]}|STOP",
        "403|{\"error\":[{\"code\":\"ERR_ACCESS_USER\"}]}|STOP",
        "403|{\"error\":{\"code\":\"ERR_ACCESS_USER\"}}|STOP",
        "403|{\"code\":\"ERR_ACCESS_USER\",\"message\":\"m\"}|STOP",
        "403|{\"error\":\"access_denied\"}|STOP",
        "403||RETRY_FIVE_TIMES",
        "403|<html>slow down</html>|RETRY_FIVE_TIMES",
        "403|{\"message\":\"slow down\"}|RETRY_FIVE_TIMES",
        "403|{\"errors\":[]}|RETRY_FIVE_TIMES",
        "403|[]|RETRY_FIVE_TIMES",
        "409|{\"code\":\"ANY\"}|RETRY",
        "409||RETRY",
      })
  void aVendorsTableDecidesByStatusAndCode(int status, String body, Trouble trouble) {
    api.answer(status, body == null ? "" : body);
    var client =
        api.client(
            new ErrorRule(403, "", Trouble.RETRY_FIVE_TIMES),
            new ErrorRule(409, "*", Trouble.RETRY));

    assertThat(failure(client).trouble()).isEqualTo(trouble);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30|PT30S",
        "1.5|PT1.5S",
        "0|PT0S",
        "86400|PT24H",
        "Sun, 01 Mar 2026 12:00:45 GMT|PT45S",
        "Sun, 01 Mar 2026 11:00:00 GMT|PT0S",
      })
  void takesTheWaitTheServerAsksFor(String header, Duration wait) {
    api.answer(429, "", "Retry-After: " + header, "Date: Sun, 01 Mar 2026 12:00:00 GMT");

    assertThat(failure(api.client()).retryAfter()).contains(wait);
  }

  @Test
  void aWaitUntilADateIsCountedByTheClockOfTheServer() {
    api.answer(
        503,
        "",
        "Retry-After: Sun, 01 Mar 2026 15:00:45 GMT",
        "Date: Sun, 01 Mar 2026 15:00:00 GMT");

    assertThat(failure(api.client()).retryAfter()).contains(Duration.ofSeconds(45));
    assertThat(api.clock.skew()).isEqualTo(Duration.ofHours(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "1e3", "Tue, 01 Mar 2026 12:00:45 GMT", "99999999999"})
  void ignoresAWaitItCannotRead(String header) {
    api.answer(429, "", "Retry-After: " + header);

    assertThat(failure(api.client()).retryAfter()).isEmpty();
  }

  @Test
  void learnsTheTimeOfTheServerFromEveryAnswer() {
    api.answer(500, "", "Date: Sun, 01 Mar 2026 11:59:00 GMT").answer(200, "{}", "Date: garbage");

    failure(api.client());
    assertThat(api.client().now()).isEqualTo(Instant.parse("2026-03-01T11:59:00Z"));
    get(api.client());
    assertThat(api.clock.skew()).isEqualTo(Duration.ofMinutes(-1));
  }

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
  void refusesARedirectToAnotherOriginAndSendsItNothing() throws Exception {
    try (var other = new TestApi()) {
      api.answer(302, "", "Location: " + other.url("/steal"));

      var failure = failure(api.client());

      assertThat(failure.error()).isEqualTo(ApiError.REDIRECTED);
      assertThat(failure.trouble()).isEqualTo(Trouble.STOP);
      assertThat(failure).hasMessageContaining("to another origin: " + other.url(""));
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
    assertThat(api.server.getRequestCount()).isEqualTo(4);
  }

  @Test
  void readsABodyUpToTheLimitAndNoneAboveIt() {
    api.maxBytes(100).answer(200, "x".repeat(100)).answer(200, "x".repeat(101));
    var client = api.client();

    assertThat(get(client).bytes()).hasSize(100);
    assertThat(failure(client).error()).isEqualTo(ApiError.EVENT_TOO_LARGE);
  }

  @Test
  void doesNotReadAnEndlessBodyToItsEnd() {
    api.maxBytes(100)
        .answer(
            new MockResponse.Builder()
                .chunkedBody("x".repeat(100_000), 50)
                .throttleBody(1000, 100, TimeUnit.MILLISECONDS));

    var started = System.nanoTime();

    assertThat(failure(api.client()).error()).isEqualTo(ApiError.EVENT_TOO_LARGE);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aBodyThatIsCutIsAConnectionError() {
    api.answer(response(200, "x".repeat(5000)).onResponseBody(new SocketEffect.CloseSocket()));

    assertThat(failure(api.client()).error()).isEqualTo(ApiError.CONNECTION);
  }

  @Test
  void aRefusedConnectionIsAConnectionError() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var client =
        api.client(
            URI.create("http://127.0.0.1:" + port),
            Auth.header("X", "", new Password(TOKEN)),
            TestApi.plainTls());

    var failure = failure(client);

    assertThat(failure.error()).isEqualTo(ApiError.CONNECTION);
    assertThat(failure.trouble()).isEqualTo(Trouble.RETRY);
    assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageNotContaining(TOKEN);
  }

  @Test
  void theTimeoutBoundsAWholeCallEvenIfBytesKeepTrickling() {
    api.timeout(Duration.ofMillis(400))
        .answer(response(200, "x".repeat(1000)).throttleBody(1, 50, TimeUnit.MILLISECONDS));
    var client = api.client();
    var started = System.nanoTime();

    var failure = failure(client);

    assertThat(failure.error()).isEqualTo(ApiError.TIMEOUT);
    assertThat(failure.trouble()).isEqualTo(Trouble.RETRY);
    assertThat(failure).hasMessageContaining("did not answer within 0.4 s");
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aServerThatSaysNothingIsATimeout() {
    api.timeout(Duration.ofMillis(300))
        .answer(response(200, "").onResponseStart(SocketEffect.Stall.INSTANCE));

    assertThat(failure(api.client()).error()).isEqualTo(ApiError.TIMEOUT);
  }

  @Test
  void closingFromAnotherThreadEndsAHangingCallAtOnce() throws Exception {
    api.timeout(Duration.ofMinutes(1))
        .answer(response(200, "").onResponseStart(SocketEffect.Stall.INSTANCE));
    var client = api.client();
    var call = CompletableFuture.supplyAsync(() -> get(client));
    api.taken();

    client.close();

    assertThatThrownBy(() -> call.get(1, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ApiException.class);
  }

  @Test
  void aClosedClientMakesNoNewCall() {
    api.answer(200, "{}");
    var client = api.client();

    client.close();

    assertThat(failure(client).error()).isEqualTo(ApiError.CONNECTION);
    assertThat(api.server.getRequestCount()).isZero();
  }

  @Test
  void noSecretIsInAnyMessageOrText() {
    var echo = "you sent Bearer " + TOKEN + " which is wrong";
    for (var status : new int[] {400, 401, 403, 404, 422, 429, 490, 500}) {
      api.answer(status, echo);
      var failure = failure(api.client());
      assertThat(failure.toString()).doesNotContain(TOKEN).contains("[hidden]");
    }
    var auth = Auth.header("Authorization", "Bearer", new Password(TOKEN));
    assertThat(auth.toString()).doesNotContain(TOKEN);
  }

  @Test
  void aSecretAtTheEdgeOfTheCutIsHiddenToo() {
    api.answer(500, "x".repeat(190) + TOKEN);

    assertThat(failure(api.client()).getMessage()).doesNotContain("canary");
  }
}
