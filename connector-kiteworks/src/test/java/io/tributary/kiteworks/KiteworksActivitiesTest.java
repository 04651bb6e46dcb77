// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.http.ApiClient;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.RecordedRequest;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KiteworksActivitiesTest {
  private static final Window HOUR =
      new Window(
          Instant.parse("2026-03-01T08:00:00Z"), Instant.parse("2026-03-01T09:00:00Z"), 1000);
  private static final Position FIRST = Position.FIRST;

  private final FakeKiteworks fake = FakeKiteworks.start();
  private KiteworksConfig config = new KiteworksConfig(KiteworksSettings.jwt(fake));
  private ApiClient client = KiteworksSettings.client(config);

  @AfterEach
  void stop() {
    client.close();
    fake.close();
  }

  @Test
  void asksForAClosedWindowOldestFirst() {
    answers("{\"events\":[]}");

    fetch(FIRST);

    var request = asked();
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.target())
        .isEqualTo(
            "/rest/admin/activities?startDateTime=2026-03-01T07%3A59%3A59.999Z"
                + "&endDateTime=2026-03-01T09%3A00%3A00.000Z&orderBy=created%3Aasc"
                + "&compact=false&limit=1000&offset=0");
    assertThat(request.header("X-Accellion-Version")).contains("28");
    assertThat(request.header("Accept")).contains("application/json");
    assertThat(request.header("Authorization").orElseThrow()).startsWith("Bearer ");
    assertThat(request.header("User-Agent").orElseThrow()).startsWith("tributary/");
    assertThat(request.body()).isEmpty();
  }

  @Test
  void sendsFiltersAndExtraParametersWhenTold() {
    use(
        "event.filters", "valid_login,invalid_login",
        "api.version", "24",
        "request.extra.params", "userId=u-1,maxPages=-1");
    answers("{\"events\":[]}");

    fetch(FIRST);

    assertThat(asked().target())
        .endsWith("&offset=0&eventFilters%3Ain=valid_login%2Cinvalid_login&userId=u-1&maxPages=-1");
    assertThat(asked().header("X-Accellion-Version")).contains("24");
  }

  @Test
  void filtersAreUnderstoodByTheServer() {
    use("event.filters", "invalid_login,file_upload");
    fake.add(ActivityRows.realistic(1, 200, HOUR.from(), HOUR.to()));

    var kinds = fetch(FIRST).events().stream().map(KiteworksActivitiesTest::eventName).toList();

    assertThat(kinds).hasSizeBetween(10, 190).contains("user_login_failed", "add_file");
    assertThat(kinds).doesNotContain("user_logged_in", "admin_logged_in");
  }

  @Test
  void theOrderIsWhatIsAskedForAndTheServerPagesNoFurtherThanItsWindow() {
    var api = new KiteworksActivities(config, client);

    assertThat(api.order()).isEqualTo(SortOrder.OLDEST_FIRST);
    assertThat(api.pagination()).isEqualTo(Pagination.TIME);
    assertThat(api.boundsEnd()).isTrue();
  }

  @Test
  void readsTheShapeThatIsObserved() {
    answers(KiteworksSettings.resource("activities-events.json"));

    var events = fetch(FIRST).events();

    assertThat(events)
        .extracting(Event::id)
        .containsExactly(
            "5b1f0c1e-6f0a-4a39-9d3c-0f6a2c7b1a01",
            "5b1f0c1e-6f0a-4a39-9d3c-0f6a2c7b1a02",
            "5b1f0c1e-6f0a-4a39-9d3c-0f6a2c7b1a03");
    assertThat(events)
        .extracting(event -> event.time().toString())
        .containsExactly("2026-03-01T08:15:42Z", "2026-03-01T08:15:42Z", "2026-03-01T08:21:09Z");
    assertThat(events.get(0).json().text())
        .startsWith("{\n      \"id\": \"5b1f0c1e-6f0a-4a39-9d3c-0f6a2c7b1a01\",")
        .endsWith("\"data\": { \"location\": \"United States\" }\n    }");
  }

  @Test
  void readsTheShapeThatIsDocumented() {
    answers(KiteworksSettings.resource("activities-data.json"));

    var events = fetch(FIRST).events();

    assertThat(events).extracting(Event::id).containsExactly("17087470", "17087471");
    assertThat(events)
        .extracting(event -> event.time().toString())
        .containsExactly("2025-09-30T03:14:54Z", "2025-09-30T03:15:10Z");
    assertThat(events.get(0).json().text()).contains("\"Zoë Müller uploaded 報告.pdf\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\":[{\"guid\":\"x\",\"created\":1772352942}]}",
        "{\"activities\":[{\"uuid\":\"x\",\"created\":\"2026-03-01T08:15:42Z\"}]}",
        "{\"items\":[{\"id\":\"x\",\"created\":\"2026-03-01 08:15:42\"}]}",
        "{\"metadata\":{\"total\":1,\"limit\":1000},\"data\":[{\"id\":\"x\",\"created\":\"2026-03-01T08:15:42+00:00\"}]}",
        "[{\"id\":\"x\",\"created\":1772352942.0}]",
      })
  void takesTheOtherShapesToo(String body) {
    answers(body);

    var events = fetch(FIRST).events();

    assertThat(events).extracting(Event::id).containsExactly("x");
    assertThat(events.get(0).time()).isEqualTo("2026-03-01T08:15:42Z");
  }

  @ParameterizedTest
  @CsvSource({
    "\"2026-03-01T08:15:42+0000\",2026-03-01T08:15:42Z",
    "\"2026-03-01T10:15:42+02:00\",2026-03-01T08:15:42Z",
    "\"2026-03-01T08:15:42Z\",2026-03-01T08:15:42Z",
    "\"2026-03-01T08:15:42.125Z\",2026-03-01T08:15:42.125Z",
    "\"2026-03-01T08:15:42.123456+0000\",2026-03-01T08:15:42.123456Z",
    "1772352942.5,2026-03-01T08:15:42.500Z",
  })
  void readsEveryFormOfTime(String created, Instant time) {
    answers("{\"events\":[{\"id\":\"x\",\"created\":" + created + "}]}");

    assertThat(fetch(FIRST).events()).extracting(Event::time).containsExactly(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"errors\":[{\"code\":\"ERR_UNHEARD_OF\",\"message\":\"m\"}]}",
        "<html><body>Sign in</body></html>",
        "",
        "{\"events\":[{\"id\":\"x\"}"
      })
  void aPageWithoutItsArrayIsAnErrorAndNotTheEnd(String body) {
    answers(body);

    assertThatThrownBy(() -> fetch(FIRST))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.UNREADABLE));
  }

  @Test
  void aPageBeginsBehindAsManyRowsAsItsPositionSays() {
    answers("{\"events\":[{\"id\":3}]}");

    fetch(Position.ofRow(2));

    assertThat(asked().query("offset")).contains("2");
    assertThat(asked().query("startDateTime")).contains("2026-03-01T07:59:59.999Z");
  }

  private Page fetch(Position position) {
    return new KiteworksActivities(config, client).fetch(HOUR, position);
  }

  private void use(String... changes) {
    client.close();
    config = new KiteworksConfig(KiteworksSettings.jwt(fake, changes));
    client = KiteworksSettings.client(config);
  }

  private void answers(String... bodies) {
    for (var body : bodies) {
      fake.faults().on(FakeKiteworks.ACTIVITIES).next(Fault.status(200, body));
    }
  }

  private static String eventName(Event event) {
    return event.json().text().replaceAll("(?s).*\"eventName\":\\s*\"(\\w+)\".*", "$1");
  }

  private RecordedRequest asked() {
    var requests = fake.requests(FakeKiteworks.ACTIVITIES);
    return requests.get(requests.size() - 1);
  }
}
