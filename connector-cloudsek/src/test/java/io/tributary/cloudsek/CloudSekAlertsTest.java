package io.tributary.cloudsek;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Trouble;
import io.tributary.common.http.ApiClient;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.pace.ServerClock;
import io.tributary.common.source.Event;
import io.tributary.common.source.Order;
import io.tributary.common.source.Page;
import io.tributary.common.source.Window;
import io.tributary.testkit.FakeCloudSek;
import io.tributary.testkit.Fault;
import io.tributary.testkit.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudSekAlertsTest {
  private static final Instant NOW = Instant.parse("2025-03-10T12:00:00Z");
  private static final Optional<String> FIRST = Optional.empty();

  private final FakeCloudSek fake = FakeCloudSek.start();
  private final MovableClock clock = new MovableClock();
  private ApiClient client;
  private CloudSekAlerts alerts;

  @BeforeEach
  void start() {
    fake.clock(Clock.fixed(NOW, ZoneOffset.UTC));
    use();
  }

  @AfterEach
  void stop() {
    client.close();
    fake.close();
  }

  @Test
  void asksForAPageOfSoManyDays() {
    answers("{\"data\":[],\"total_page\":0}");

    fetch(Duration.ofDays(7), FIRST);

    var request = asked();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target()).isEqualTo("/api/historic/alerts?limit=100&page=1&days=8");
    assertThat(request.header("Authorization")).contains("Bearer " + fake.token());
    assertThat(request.header("Accept")).contains("application/json");
    assertThat(request.body()).isEmpty();
  }

  @ParameterizedTest(name = "{0} back: {1} days")
  @CsvSource({"PT0S,2", "PT1S,2", "PT24H,2", "PT24H0.001S,3", "PT48H,3", "P7D,8", "PT-1H,2"})
  void countsDaysUpAndTakesOneMoreBecauseTheServerMayCountCalendarDays(Duration back, String days) {
    answers("{\"data\":[]}");

    fetch(back, FIRST);

    assertThat(asked().query("days")).contains(days);
  }

  @Test
  void theDaysDoNotChangeWhileAWindowIsPaged() {
    assertThat(daysOfASecondPage(Duration.ofHours(1))).isEqualTo("8");
    assertThat(daysOfASecondPage(Duration.ofHours(24))).isEqualTo("8");
  }

  @Test
  void aWaitOfDaysDoesNotLeaveOutTheOldestAlerts() {
    assertThat(daysOfASecondPage(Duration.ofHours(25))).isEqualTo("10");
  }

  private String daysOfASecondPage(Duration wait) {
    answers("{\"data\":[{\"id\":1}],\"total_page\":3}", "{\"data\":[{\"id\":2}],\"total_page\":3}");
    var window = new Window(NOW.minus(Duration.ofDays(7)), NOW, 1);
    fake.clock(Clock.fixed(NOW, ZoneOffset.UTC));

    var first = alerts.fetch(window, FIRST);
    assertThat(asked().query("days")).contains("8");
    fake.clock(Clock.fixed(NOW.plus(wait), ZoneOffset.UTC));
    clock.now = NOW.plus(wait);
    alerts.fetch(window, first.next());
    clock.now = NOW;

    assertThat(asked().query("page")).contains("2");
    return asked().query("days").orElseThrow();
  }

  @Test
  void sendsWhatATenantNamesDifferently() {
    use(
        "alerts.path", "/v9/alerts",
        "time.days.param", "relative_days",
        "page.param", "p",
        "page.first", "0",
        "limit.param", "size",
        "auth.header.name", "X-Api-Key",
        "auth.header.prefix", "",
        "request.extra.params", "module_name=Credential Leaks,status=open");
    fake.faults().on("/v9/alerts").next(Fault.status(200, "{\"data\":[]}"));

    fetch(Duration.ofDays(7), FIRST);

    var request = fake.requests("/v9/alerts").get(0);
    assertThat(request.target())
        .isEqualTo(
            "/v9/alerts?size=100&p=0&relative_days=8&module_name=Credential%20Leaks&status=open");
    assertThat(request.header("X-Api-Key")).contains(fake.token());
    assertThat(request.header("Authorization")).isEmpty();
  }

  @Test
  void aPrefixMayEndInASpace() {
    use("auth.header.prefix", "Token ");
    answers("{\"data\":[]}");

    fetch(Duration.ofDays(7), FIRST);

    assertThat(asked().header("Authorization")).contains("Token " + fake.token());
  }

  @Test
  void aBaseAddressThatEndsInThePathDoesNotGetItTwice() {
    use("base.url", fake.url() + "/api/historic/alerts/");
    answers("{\"data\":[]}");

    fetch(Duration.ofDays(7), FIRST);

    assertThat(asked().path()).isEqualTo("/api/historic/alerts");
  }

  @Test
  void hasNoOrderToRelyOnAndCannotBoundTheEnd() {
    assertThat(alerts.order()).isEqualTo(Order.UNKNOWN);
    assertThat(alerts.boundsEnd()).isFalse();
  }

  @Test
  void readsTheFlatShape() {
    answers(resource("alerts-flat.json"));

    var page = fetch(Duration.ofDays(7), FIRST);

    assertThat(page.next()).isEmpty();
    assertThat(page.events())
        .extracting(Event::id)
        .containsExactly("65f0c1a9e4b0a1", "65f0c1a9e4b0a2", "65f0c2b3e4b0a3");
    assertThat(page.events())
        .extracting(event -> event.time().toString())
        .containsExactly("2025-03-04T09:15:27Z", "2025-03-04T09:15:27Z", "2025-03-04T11:02:00Z");
    assertThat(page.events().get(1).json().text())
        .startsWith("{\n      \"id\": \"65f0c1a9e4b0a2\",")
        .endsWith("\"priority\": \"P1\"\n        }\n      }\n    }");
  }

  @Test
  void readsTheNestedShapeAndNeverTakesAnIncidentsIdForAnAlerts() {
    answers(resource("alerts-nested.json"));

    var page = fetch(Duration.ofDays(7), FIRST);

    assertThat(page.next()).isEmpty();
    assertThat(page.events()).extracting(Event::id).startsWith("EVT-1", "EVT-2").hasSize(3);
    assertThat(page.events().get(2).id()).matches("[0-9a-f]{64}");
    assertThat(page.events())
        .extracting(event -> event.time().toString())
        .containsExactly(
            "2025-03-04T09:15:27.123456Z", "2025-03-04T09:15:27Z", "2025-03-04T09:15:28Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[{\"id\":\"a\"}],\"total_page\":2,\"current_page\":1}",
        "{\"data\":[{\"id\":\"a\"}],\"pagination\":{\"total_page\":2}}",
        "{\"meta\":{\"total_page\":\"2\"},\"data\":[{\"id\":\"a\"}]}",
        "{\"data\":[{\"id\":\"a\"}],\"paging\":{\"total_page\":2,\"total_count\":2}}",
        "{\"data\":[{\"id\":\"a\"}]}",
        "[{\"id\":\"a\"}]",
      })
  void findsThePagingFieldsWhereverTheyAre(String body) {
    answers(body, body.replace("\"a\"", "\"b\""), "{\"data\":[]}");
    var window = new Window(NOW.minus(Duration.ofDays(7)), NOW, 1);

    var first = alerts.fetch(window, FIRST);
    var second = alerts.fetch(window, first.next());

    assertThat(asked().query("page")).contains("2");
    assertThat(second.events()).extracting(Event::id).containsExactly("b");
    // Without a number of pages only an empty one tells the end.
    var last = body.contains("total_page") ? second : alerts.fetch(window, second.next());
    assertThat(last.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[],\"total_page\":0,\"total_count\":0}",
        "{\"data\":null,\"total_page\":0}",
        "{\"total_page\":0}",
        "{\"data\":[]}",
        "{\"data\":null}",
        "[]"
      })
  void anEmptyListIsTheEnd(String body) {
    answers(body);

    var page = fetch(Duration.ofDays(7), FIRST);

    assertThat(page.events()).isEmpty();
    assertThat(page.next()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"success\":false,\"error\":{\"code\":\"X\"}}",
        "<html></html>",
        "null",
        "\"ok\""
      })
  void aBodyThatIsNoListIsAnErrorAndNotTheEnd(String body) {
    answers(body);

    assertThatThrownBy(() -> fetch(Duration.ofDays(7), FIRST))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.UNREADABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "400,VALIDATION_ERROR,STOP",
    "401,UNAUTHORIZED,STOP",
    "403,MODULE_ACCESS_DENIED,STOP",
    "404,NOT_FOUND,STOP",
    "429,RATE_LIMIT_EXCEEDED,RETRY",
    "503,INTEGRATION_PLATFORM_UNAVAILABLE,RETRY",
  })
  void tellsWhatTheErrorEnvelopeSays(int status, String code, Trouble trouble) {
    var body =
        "{\"success\":false,\"error\":{\"code\":\"%s\",\"message\":\"told %s\"}}"
            .formatted(code, fake.token());
    fake.faults().on(FakeCloudSek.ALERTS).next(Fault.status(status, body));

    assertThatThrownBy(() -> fetch(Duration.ofDays(7), FIRST))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.trouble()).isEqualTo(trouble))
        .hasMessageContaining(code)
        .hasMessageContaining("told [hidden]")
        .hasMessageNotContaining(fake.token());
    assertThat(fake.requests()).hasSize(1);
  }

  private Page fetch(Duration back, Optional<String> token) {
    return alerts.fetch(new Window(NOW.minus(back), NOW, 100), token);
  }

  private void use(String... changes) {
    if (client != null) {
      client.close();
    }
    var settings = new HashMap<String, String>();
    settings.put("base.url", fake.url().toString());
    settings.put("token", fake.token());
    for (var i = 0; i < changes.length; i += 2) {
      settings.put(changes[i], changes[i + 1]);
    }
    client = client(new CloudSekConfig(settings));
    alerts = new CloudSekAlerts(new CloudSekConfig(settings), client);
  }

  private ApiClient client(CloudSekConfig config) {
    var vendor = new CloudSek();
    var server = new ServerClock(clock);
    return new ApiClient(
        config.http("cloudsek"),
        vendor.auth(config, server),
        vendor.exceptions(),
        server,
        RequestBudget.shared("test", ""));
  }

  private void answers(String... bodies) {
    for (var body : bodies) {
      fake.faults().on(FakeCloudSek.ALERTS).next(Fault.status(200, Map.of(), body));
    }
  }

  private RecordedRequest asked() {
    var requests = fake.requests(FakeCloudSek.ALERTS);
    return requests.get(requests.size() - 1);
  }

  private static String resource(String name) {
    try (var in = CloudSekAlertsTest.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Our own clock; the client takes the time of the server from its answers. */
  private static final class MovableClock implements InstantSource {
    private volatile Instant now = NOW;

    @Override
    public Instant instant() {
      return now;
    }
  }
}
