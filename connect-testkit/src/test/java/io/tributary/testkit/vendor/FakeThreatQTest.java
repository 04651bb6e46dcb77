package io.tributary.testkit.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeThreatQTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final String ALL = filter("2026-10-02 00:00:00");

  private final FakeThreatQ fake = FakeThreatQ.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private String token = "";

  @BeforeEach
  void logIn() throws Exception {
    fake.add(ThreatQRows.realistic(1, 60, DAY, DAY.plus(Duration.ofHours(20))));
    token = token(login("password", fake.login().password(), fake.login().clientId()));
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void listsWhatWasUpdatedFromATimeOnOldestFirst() throws Exception {
    var rows = fake.log().byTime();
    var from = ThreatQRows.TIME.format(rows.get(20).time());

    var page = query("limit=30&sort=updated_at,id", filter(from));

    assertThat(page.path("total").asInt()).isEqualTo(40);
    assertThat(ids(page))
        .containsExactlyElementsOf(rows.subList(20, 50).stream().map(EventRow::id).toList());
  }

  @Test
  void anUpdateMovesAnEventToTheEnd() throws Exception {
    var event = fake.log().byTime().get(3);

    fake.update(event.key(), DAY.plus(Duration.ofHours(21)));

    var ids = ids(query("limit=500&sort=updated_at,id", ALL));
    assertThat(ids).hasSize(60).endsWith(event.id()).doesNotHaveDuplicates();
  }

  @Test
  void marksLeadThroughTheList() throws Exception {
    var ids = new ArrayList<String>();
    var mark = "";
    for (var next = "*"; !next.equals(mark); ) {
      mark = next;
      var page = query("limit=25&sort=updated_at,id&cursorMark=" + mark, ALL);
      ids.addAll(ids(page));
      next = page.path("nextCursorMark").asText();
    }

    assertThat(ids)
        .containsExactlyElementsOf(fake.log().byTime().stream().map(EventRow::id).toList());
  }

  @Test
  void thePlainListKnowsTheOrderButNoFilter() throws Exception {
    var answer = get("/api/events?limit=500&sort=-updated_at&offset=10");

    var rows = fake.log().byTime();
    assertThat(ids(JSON.readTree(answer.body())))
        .hasSize(50)
        .startsWith(rows.get(49).id())
        .endsWith(rows.get(0).id());
  }

  @Test
  void theTypeComesOnlyIfItIsAskedFor() throws Exception {
    assertThat(query("with=type", ALL).at("/data/0/type/name").asText()).isNotEmpty();
    assertThat(query("with=sources", ALL).at("/data/0").has("type")).isFalse();
  }

  @Test
  void mayIgnoreWhatItIsAsked() throws Exception {
    fake.ignoresFilter(true);
    fake.ignoresSort(true);
    fake.tellsNoTotal(true);
    fake.pageCap(7);

    var page = query("limit=30&sort=updated_at,id", filter("2027-01-01 00:00:00"));

    assertThat(page.has("total")).isFalse();
    var times = StreamSupport.stream(page.path("data").spliterator(), false);
    assertThat(times.map(row -> row.path("updated_at").asText()).toList())
        .hasSize(7)
        .isNotEqualTo(fake.log().byTime().stream().limit(7).map(EventRow::time).toList())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=501",
        "offset=-1",
        "sort=title",
        "with=colours",
        "page=1",
        "cursorMark=*&offset=0"
      })
  void refusesParametersItDoesNotKnow(String parameters) throws Exception {
    assertThat(post(FakeThreatQ.QUERY + "?" + parameters, ALL).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"filters\":{\"+and\":[{\"updated_at\":{\"+gte\":\"2026-10-02 00:00:00\"}}]}}",
        "{\"criteria\":{},\"filters\":{\"+and\":[{\"updated_at\":{\"gte\":\"2026-10-02 00:00:00\"}}]}}",
        "{\"criteria\":{},\"filters\":{\"+and\":[{\"updated_at\":{\"+gte\":\"2026-10-02T00:00:00Z\"}}]}}"
      })
  void refusesQueriesItDoesNotUnderstand(String query) throws Exception {
    assertThat(post(FakeThreatQ.QUERY, query).statusCode()).isEqualTo(400);
  }

  @Test
  void wantsTheRightMethodAndAToken() throws Exception {
    assertThat(get(FakeThreatQ.QUERY).statusCode()).isEqualTo(405);
    assertThat(get("/api/adversaries").statusCode()).isEqualTo(404);
    fake.revokeTokens();
    assertThat(post(FakeThreatQ.QUERY, ALL).statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenExpires() throws Exception {
    fake.login().tokenLifetime(Duration.ofSeconds(10));
    token = token(login("password", fake.login().password(), fake.login().clientId()));
    assertThat(post(FakeThreatQ.QUERY, ALL).statusCode()).isEqualTo(200);

    fake.skew(Duration.ofSeconds(11));

    assertThat(post(FakeThreatQ.QUERY, ALL).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({"password,wrong,''", "password,'',other", "client_credentials,'',''"})
  void refusesALoginItDoesNotKnow(String grant, String password, String client) throws Exception {
    var right = fake.login();
    var answer =
        login(
            grant,
            password.isEmpty() ? right.password() : password,
            client.isEmpty() ? right.clientId() : client);

    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void tellsTheClientIdToAnyone() throws Exception {
    token = "";

    assertThat(get(FakeThreatQ.CONFIG_JS).body()).contains(fake.login().clientId());
    fake.login().configJs("nothing");
    assertThat(get(FakeThreatQ.CONFIG_JS).body()).isEqualTo("nothing");
  }

  private HttpResponse<String> login(String grant, String password, String client)
      throws Exception {
    var body = JSON.createObjectNode().put("grant_type", grant).put("client_id", client);
    body.put("email", fake.login().email()).put("password", password);
    return post(FakeThreatQ.TOKEN, body.toString());
  }

  private static String token(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body()).path("access_token").asText();
  }

  private JsonNode query(String parameters, String filter) throws Exception {
    return JSON.readTree(post(FakeThreatQ.QUERY + "?" + parameters, filter).body());
  }

  private HttpResponse<String> post(String target, String json) throws Exception {
    var body = HttpRequest.BodyPublishers.ofString(json);
    return send(request(target).header("Content-Type", "application/json").POST(body));
  }

  private HttpResponse<String> get(String target) throws Exception {
    return send(request(target));
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(fake.url() + target))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static List<String> ids(JsonNode page) {
    return page.path("data").findValuesAsText("id").stream().filter(id -> id.length() > 1).toList();
  }

  private static String filter(String from) {
    return "{\"criteria\":{},\"filters\":{\"+and\":[{\"updated_at\":{\"+gte\":\"%s\"}}]}}"
        .formatted(from);
  }
}
