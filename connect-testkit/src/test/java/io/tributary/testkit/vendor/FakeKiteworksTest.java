package io.tributary.testkit.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FakeKiteworksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant EIGHT = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-03-01T09:00:00Z");

  private final FakeKiteworks fake = FakeKiteworks.start();
  private String token = "none";

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void servesNewestFirstUnlessAskedOtherwise() throws IOException {
    fake.add(ActivityRows.realistic(1, 50, EIGHT, NINE));
    login();

    assertThat(ids(page("limit", "50"))).isEqualTo(reversed(ids(page("orderBy", "created:asc"))));
    assertThat(ids(page("orderBy", "created:asc")))
        .isEqualTo(fake.log().rows().stream().map(EventRow::id).toList());
  }

  @Test
  void servesEveryRowByteForByteWhilePaging() throws IOException {
    fake.add(ActivityRows.realistic(2, 25, EIGHT, NINE));
    fake.add(ActivityRows.documented(2, 10, EIGHT, NINE));
    fake.add(ActivityRows.ofSize(3, EIGHT, 900_000).pretty(), EventRow.raw(EIGHT, "\"text\""));
    fake.pretty(true);
    login();

    var bodies = new StringBuilder();
    for (int offset = 0; offset < 40; offset += 10) {
      bodies.append(page("limit", "10", "offset", "" + offset).body());
    }

    assertThat(fake.truth()).hasSize(37);
    assertThat(fake.truth().values()).allMatch(row -> bodies.indexOf(row.json()) >= 0);
  }

  @ParameterizedTest
  @CsvSource({"INCLUSIVE,3", "HALF_OPEN,2", "EXCLUSIVE,1"})
  void keepsTheBoundsItIsTold(FakeKiteworks.Bounds bounds, int rows) throws IOException {
    for (Instant time : List.of(EIGHT, EIGHT.plusSeconds(1), NINE)) {
      fake.add(ActivityRows.inOneSecond(time.getEpochSecond(), 1, time));
    }
    fake.bounds(bounds);
    login();

    assertThat(ids(page())).hasSize(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "startDateTime,yesterday",
    "startDateTime,",
    "endDateTime,",
    "limit,0",
    "limit,10001",
    "limit,ten",
    "offset,-1",
    "orderBy,created",
    "orderBy,size:asc",
    "compact,maybe",
    "eventFilters:in,nonsense",
    "noDayBack,1"
  })
  void refusesAWrongParameter(String name, String value) throws IOException {
    login();

    var answer = page(name, value == null ? "" : value);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("ERR_INVALID_PARAMETER", name);
  }

  @Test
  void refusesMoreThanItsResultWindowAndItsLongestRange() throws IOException {
    login();
    fake.resultWindow(100);
    assertThat(page("offset", "50", "limit", "50").statusCode()).isEqualTo(200);
    assertThat(page("offset", "51", "limit", "50").statusCode()).isEqualTo(422);

    fake.maxSpan(Duration.ofMinutes(59));
    assertThat(page("limit", "50").statusCode()).isEqualTo(422);
  }

  @Test
  void cutsAPageInSilenceWhenToldSo() throws IOException {
    fake.add(ActivityRows.realistic(1, 50, EIGHT, NINE));
    fake.pageCap(7);
    login();

    assertThat(ids(page("limit", "50"))).hasSize(7);
  }

  @Test
  void filtersByEventAndSortsByOtherFields() throws IOException {
    fake.add(ActivityRows.realistic(1, 200, EIGHT, NINE));
    login();

    var logins = rows(page("eventFilters:in", "valid_login,invalid_login", "limit", "200"));
    assertThat(logins)
        .isNotEmpty()
        .allMatch(r -> r.path("eventName").asText().matches(".*(log|session).*"));
    var clients = rows(page("orderBy", "client:asc", "limit", "200"));
    assertThat(clients.stream().map(r -> r.path("clientName").asText())).isSorted();
  }

  @Test
  void servesTheOtherEnvelope() throws IOException {
    fake.envelope("data");
    login();

    assertThat(page().body()).isEqualTo("{\"data\":[]}");
  }

  @Test
  void asksForATokenAVersionAndTheRole() throws IOException {
    assertThat(page().statusCode()).isEqualTo(401);
    assertThat(page().body()).contains("ERR_AUTH_UNAUTHORIZED");
    login();
    fake.revokeRole(true);
    assertThat(page().body()).contains("ERR_ACCESS_USER");
    fake.revokeRole(false);

    var noVersion =
        Http.get(fake.url().resolve(query()), Map.of("Authorization", "Bearer " + token));
    assertThat(noVersion.statusCode()).isEqualTo(400);
    fake.revokeTokens();
    assertThat(page().statusCode()).isEqualTo(401);
  }

  @Test
  void letsTheLogChangeWhileItIsPaged() throws IOException {
    fake.add(ActivityRows.realistic(1, 10, EIGHT, NINE));
    login();
    fake.beforeEach(request -> fake.log().remove(row -> row.equals(fake.log().rows().get(0))));

    page("limit", "5");

    assertThat(fake.truth()).hasSize(9);
    assertThat(fake.log().everAdded()).hasSize(10);
  }

  private void login() throws IOException {
    token = KiteworksTokensTest.password(fake).path("access_token").asText();
  }

  private HttpResponse<String> page(String... parameters) throws IOException {
    return Http.get(
        fake.url().resolve(query(parameters)),
        Map.of("Authorization", "Bearer " + token, "X-Accellion-Version", "28"));
  }

  private static String query(String... parameters) {
    var all = new LinkedHashMap<String, String>();
    all.put("startDateTime", "2026-03-01T08:00:00.000Z");
    all.put("endDateTime", "2026-03-01T09:00:00.000Z");
    all.put("limit", "1000");
    for (int i = 0; i < parameters.length; i += 2) {
      all.put(parameters[i], parameters[i + 1]);
    }
    return FakeKiteworks.ACTIVITIES + "?" + Http.encode(all);
  }

  private static List<JsonNode> rows(HttpResponse<String> answer) throws IOException {
    var rows = new ArrayList<JsonNode>();
    JSON.readTree(answer.body()).path("events").forEach(rows::add);
    return rows;
  }

  private static List<String> ids(HttpResponse<String> answer) throws IOException {
    return rows(answer).stream().map(row -> row.path("id").asText()).toList();
  }

  private static List<String> reversed(List<String> list) {
    var copy = new ArrayList<>(list);
    java.util.Collections.reverse(copy);
    return copy;
  }
}
