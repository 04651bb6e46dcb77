// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.event.Event;
import io.tributary.testkit.http.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The events in the responses of the vendor. */
class CloudSekPagesTest extends CloudSekAlertsFixture {
  @Test
  void readsTheFlatShape() {
    answers(resource("alerts-flat.json"));

    var page = fetch(Duration.ofDays(7), FIRST);

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

    assertThat(page.pages()).hasValue(1);
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
    answers(body);

    var page = fetch(Duration.ofDays(7), FIRST);

    assertThat(page.events()).extracting(Event::id).containsExactly("a");
    assertThat(page.pages())
        .isEqualTo(body.contains("total_page") ? OptionalLong.of(2) : OptionalLong.empty());
    assertThat(page.total())
        .isEqualTo(body.contains("total_count") ? OptionalLong.of(2) : OptionalLong.empty());
  }

  @Test
  void aPageIsRequestedByItsNumber() {
    answers("{\"data\":[{\"id\":\"b\"}]}");

    assertThat(fetch(Duration.ofDays(7), SECOND).events()).hasSize(1);

    assertThat(asked().query("page")).contains("2");
  }

  @Test
  void aSuccessWithoutDataIsAnEmptyPageUnlessACountSaysOtherwise() {
    answers(
        "{\"success\":true,\"request_id\":\"r\"}",
        "{\"success\":true,\"data\":{}}",
        "{\"success\":true,\"total_count\":3}");

    assertThat(fetch(Duration.ofDays(7), FIRST).events()).isEmpty();
    assertThat(fetch(Duration.ofDays(7), FIRST).events()).isEmpty();
    assertThatThrownBy(() -> fetch(Duration.ofDays(7), FIRST))
        .hasMessageContaining("it has no array of events");
  }

  @Test
  void aFailureWithoutRowsIsAnErrorWithItsMessage() {
    answers("{\"success\":false,\"message\":\"index unavailable\",\"data\":[]}");

    assertThatThrownBy(() -> fetch(Duration.ofDays(7), FIRST))
        .hasMessageStartingWith("ApiError 495")
        .hasMessageContaining("index unavailable");
  }

  @Test
  void anAlertIsKnownByItsIdOrByItsBytesAsWell() {
    var open = "{\"data\":[{\"id\":\"a\",\"status\":\"open\"}]}";
    answers(open, open.replace("open", "closed"));
    assertThat(fetch(Duration.ofDays(7), FIRST).events().get(0).digest())
        .isEqualTo(fetch(Duration.ofDays(7), FIRST).events().get(0).digest());

    use("dedupe.key", "id_and_hash");
    answers(open, open, open.replace("open", "closed"));
    var first = fetch(Duration.ofDays(7), FIRST).events().get(0);
    var same = fetch(Duration.ofDays(7), FIRST).events().get(0);
    var changed = fetch(Duration.ofDays(7), FIRST).events().get(0);

    assertThat(first.digest()).isEqualTo(same.digest()).isNotEqualTo(changed.digest());
    assertThat(changed.id()).isEqualTo("a");
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
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"alerts\":[{\"id\":\"a\"}],\"total_page\":1,\"total_count\":1}",
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
  void tellsWhatTheErrorEnvelopeSays(int status, String code, Recoverability recoverability) {
    var body =
        "{\"success\":false,\"error\":{\"code\":\"%s\",\"message\":\"told %s\"}}"
            .formatted(code, fake.token());
    fake.faults().on(FakeCloudSek.ALERTS).next(Fault.status(status, body));

    assertThatThrownBy(() -> fetch(Duration.ofDays(7), FIRST))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.recoverability()).isEqualTo(recoverability))
        .hasMessageContaining(code)
        .hasMessageContaining("told [hidden]")
        .hasMessageNotContaining(fake.token());
    assertThat(fake.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "VALIDATION_ERROR,400,STOP",
    "UNAUTHORIZED,401,STOP",
    "ACCESS_DENIED,403,STOP",
    "RATE_LIMIT_EXCEEDED,429,RETRY",
    "INTEGRATION_PLATFORM_UNAVAILABLE,500,RETRY",
    "SOMETHING_NEW,495,UNCLEAR",
  })
  void anErrorWithStatus200IsWhatItsCodeSaysAndNoEmptyPage(
      String code, int id, Recoverability recoverability) {
    answers(
        "{\"success\":false,\"error\":{\"code\":\"%s\",\"message\":\"told\"},\"total_page\":0}"
            .formatted(code));

    assertThatThrownBy(() -> fetch(Duration.ofDays(7), FIRST))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.recoverability()).isEqualTo(recoverability))
        .hasMessageStartingWith("ApiError " + id + ": ")
        .hasMessageContaining(code + ": told");
  }

  private static String resource(String name) {
    try (var in = CloudSekPagesTest.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
