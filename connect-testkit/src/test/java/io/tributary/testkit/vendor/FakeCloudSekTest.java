package io.tributary.testkit.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.vendor.FakeCloudSek.Order;
import io.tributary.testkit.vendor.FakeCloudSek.Paging;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeCloudSekTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2025-03-10T12:00:00Z");

  private final FakeCloudSek fake = FakeCloudSek.start();

  @BeforeEach
  void stopTheClock() {
    fake.clock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    fake.close();
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void servesEveryAlertOnceOverItsPages(Order order) throws IOException {
    fake.add(AlertRows.nested(1, 150, NOW.minus(Duration.ofDays(2)), NOW));
    fake.add(AlertRows.flat(2, 100, NOW.minus(Duration.ofDays(2)), NOW));
    fake.order(order);

    var ids = new ArrayList<String>();
    var times = new ArrayList<String>();
    for (int page = 1; page <= 3; page++) {
      for (JsonNode alert : json("?limit=100&page=" + page).path("data")) {
        ids.add(alert.path("id").asText());
        times.add(alert.path("incident_time").asText());
      }
    }

    assertThat(ids).containsExactlyInAnyOrderElementsOf(fake.truth().keySet());
    assertThat(times.equals(times.stream().sorted().toList()))
        .isEqualTo(order == Order.OLDEST_FIRST);
    assertThat(times.get(0).compareTo(times.get(249)) > 0 || order != Order.NEWEST_FIRST).isTrue();
  }

  @Test
  void capsThePageSizeAndTellsItsPaging() throws IOException {
    fake.add(AlertRows.nested(1, 250, NOW.minus(Duration.ofDays(2)), NOW));

    JsonNode page = json("?limit=500&page=3");

    assertThat(page.path("current_limit").asInt()).isEqualTo(100);
    assertThat(page.path("current_count").asInt()).isEqualTo(50);
    assertThat(page.path("total_count").asInt()).isEqualTo(250);
    assertThat(page.path("current_page").asInt()).isEqualTo(3);
    assertThat(page.path("total_page").asInt()).isEqualTo(3);
    assertThat(page.path("request_id").asText()).startsWith("req-");
    assertThat(json("?page=4").path("data").isEmpty()).isFalse();
    assertThat(json("?limit=100&page=4").path("data").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "TOP_LEVEL,/total_count",
    "IN_PAGINATION,/pagination/total_count",
    "IN_META,/meta/total_count",
    "IN_PAGING,/paging/total_count",
    "ABSENT,",
    "BARE_ARRAY,"
  })
  void putsThePagingFieldsWhereItIsTold(Paging paging, String pointer) throws IOException {
    fake.add(AlertRows.nested(1, 2, NOW, NOW));
    fake.paging(paging);

    JsonNode page = json("");

    assertThat(page.toString().contains("total_count")).isEqualTo(pointer != null);
    assertThat(pointer == null || page.at(pointer).asInt() == 2).isTrue();
    assertThat(page.isArray()).isEqualTo(paging == Paging.BARE_ARRAY);
  }

  @Test
  void countsWholeDaysBackFromToday() throws IOException {
    Instant midnight = Instant.parse("2025-03-08T00:00:00Z");
    fake.add(AlertRows.inOneSecond(1, 1, midnight));
    fake.add(AlertRows.inOneSecond(2, 1, midnight.minusSeconds(1)));

    assertThat(json("?days=2").path("data")).hasSize(1);
    assertThat(json("?days=3").path("data")).hasSize(2);
    fake.ignoresTime(true);
    assertThat(json("?days=0").path("data")).hasSize(2);
  }

  @Test
  void filtersByRangeAndModule() throws IOException {
    fake.add(AlertRows.nested(1, 50, NOW.minus(Duration.ofDays(2)), NOW));

    assertThat(json("?start_date=2025-03-09T00:00:00Z&end_date=2025-03-10").path("data"))
        .isNotEmpty()
        .allMatch(a -> a.path("incident_time").asText().startsWith("2025-03-09"));
    assertThat(json("?module_name=Credential%20Leaks&limit=50").path("data"))
        .isNotEmpty()
        .allMatch(a -> a.path("module_name").asText().equals("Credential Leaks"));
  }

  @Test
  void repeatsTheFirstPageAndEmptiesToNullWhenTold() throws IOException {
    fake.nullWhenEmpty(true);
    assertThat(json("").path("data").isNull()).isTrue();

    fake.add(AlertRows.nested(1, 30, NOW.minusSeconds(60), NOW));
    fake.ignoresPage(true);
    assertThat(json("?page=2").path("data")).isEqualTo(json("?page=1").path("data"));
  }

  @Test
  void refusesWithItsErrorEnvelope() throws IOException {
    fake.deny("MODULE_ACCESS_DENIED");
    assertThat(get("").statusCode()).isEqualTo(403);
    assertThat(json("").at("/error/code").asText()).isEqualTo("MODULE_ACCESS_DENIED");
    fake.deny(null);

    var headers = Map.of("Authorization", "Bearer " + fake.token());
    assertThat(Http.get(fake.url().resolve("/other"), headers).statusCode()).isEqualTo(404);
    fake.token("rotated");
    var stale = Http.get(fake.url().resolve(FakeCloudSek.ALERTS), headers);
    assertThat(stale.statusCode()).isEqualTo(401);
    assertThat(JSON.readTree(stale.body()).path("success").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?page=0", "?page=x", "?limit=0", "?days=-1", "?start_date=x", "?z=1"})
  void refusesAWrongParameter(String query) throws IOException {
    assertThat(get(query).statusCode()).isEqualTo(400);
    assertThat(json(query).at("/error/code").asText()).isEqualTo("VALIDATION_ERROR");
  }

  @Test
  void limitsTheRateOfItsToken() throws IOException {
    fake.rateLimit(2, Duration.ofMinutes(1));
    assertThat(List.of(get("").statusCode(), get("").statusCode())).containsOnly(200);

    var third = get("");
    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("Retry-After")).hasValue("60");
    fake.clock(Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
    assertThat(get("").statusCode()).isEqualTo(200);
  }

  @Test
  void changesTheStatusOfAnAlertAndNothingElse() {
    for (EventRow alert :
        List.of(AlertRows.nested(1, 1, NOW, NOW).get(0), AlertRows.flat(1, 1, NOW, NOW).get(0))) {
      EventRow changed = AlertRows.changed(alert, "reopened");

      assertThat(changed.json()).contains("\"reopened\"").isNotEqualTo(alert.json());
      assertThat(changed.key()).isEqualTo(alert.key());
    }
  }

  private JsonNode json(String query) throws IOException {
    return JSON.readTree(get(query).body());
  }

  private HttpResponse<String> get(String query) throws IOException {
    var headers = Map.of("Authorization", "Bearer " + fake.token());
    return Http.get(fake.url().resolve(FakeCloudSek.ALERTS + query), headers);
  }
}
