// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.event.Event.Anomaly;
import io.tributary.common.event.PageParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R3: a row that is larger than a response may be costs only itself. */
class CutResponseTest {
  private static final int LIMIT = 8_000;
  private static final String START = "{\"id\":\"x\",\"created\":\"2026-03-01T08:15:42Z\",\"n\":\"";
  private static final String LARGE = START + "ü".repeat(40_000) + "\"}";
  private static final String GOOD = "{\"id\":\"good\",\"created\":\"2026-03-01T08:00:00Z\"}";

  @RegisterExtension private final TestApi api = new TestApi().maxBytes(LIMIT);

  private final PageParser reader =
      new PageParser(List.of("/data", "/items"), List.of("/id"), List.of("/created"));

  @Test
  void theRowIsTheSameHoweverItIsSent() {
    var text = "{\"data\":[" + LARGE + "]}";
    var longer = "{\"total\":4711,\"data\":[ " + LARGE + "],\"page\":1}";
    var latin = "Content-Type: application/json; charset=ISO-8859-1";
    api.answer(200, text)
        .answer(200, longer)
        .answer(new MockResponse.Builder().chunkedBody(text, 777))
        .answer(gzip(text))
        .answer(new MockResponse.Builder().body(bytes(text.getBytes(ISO_8859_1))).addHeader(latin))
        .answer(new MockResponse.Builder().body(bytes(text.getBytes(UTF_16LE))));
    var client = api.client();

    var first = only(rows(client));
    assertThat(first.anomaly()).isEqualTo(Anomaly.UNREADABLE);
    assertThat(first.time()).isEqualTo(Instant.parse("2026-03-01T08:15:42Z"));
    assertThat(first.length()).isLessThan(LIMIT);
    for (var i = 1; i < 6; i++) {
      assertThat(only(rows(client))).as("response %s", i).hasToString(first.toString());
    }
    assertThat(api.bytesRead()).isLessThanOrEqualTo(6 * (LIMIT + 1));
  }

  @Test
  void aDecodedRowIsCutEvenIfTheResponseIsNotTooLarge() {
    var row = START + "ü".repeat(LIMIT - 200) + "\"}";
    var latin = "Content-Type: application/json; charset=ISO-8859-1";
    var bytes = ("{\"data\":[" + row + "]}").getBytes(ISO_8859_1);
    api.answer(new MockResponse.Builder().body(bytes(bytes)).addHeader(latin))
        .answer(200, "{\"data\":[" + row + "]}");
    var client = api.client();

    assertThat(only(rows(client))).hasToString(only(rows(client)).toString());
  }

  @Test
  void completeRowsBeforeTheCutAreReadAndTheCutOneIsNot() {
    var half = "{\"\\ud83d\":1}";
    api.answer(200, "{\"data\":[" + GOOD + " , " + half + "," + LARGE + "," + GOOD + "]}")
        .answer(200, "[" + GOOD + "," + " ".repeat(LIMIT))
        .answer(200, "{\"data\":[" + GOOD + ",1" + "1".repeat(LIMIT) + "]}");
    var client = api.client();

    assertThat(rows(client))
        .extracting(Event::anomaly)
        .containsExactly(Anomaly.NONE, Anomaly.UNREADABLE);
    var root = new PageParser(List.of(""), List.of("/id"), List.of("/created"));
    assertThat(rows(client, root)).extracting(Event::id).containsExactly("good");
    assertThat(rows(client)).extracting(Event::id).containsExactly("good");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"note\":\"*\",\"data\":[{\"id\":\"x\"}]}",
        "{\"data\":[{\"id\":\"x\"}],\"note\":\"*\"}",
        "{\"data\":[{\"id\":\"x\"}],\"items\":[{\"id\":\"*\"}]}",
        "{\"data\":[],\"items\":[{\"id\":\"*\"}]}",
        "{\"error\":{\"message\":\"*\"}}",
        "[\"*\"]",
        "\"*\"",
        "*",
        "<html>*</html>",
      })
  void whatIsTooLargeOutsideTheRowsIsNotARow(String body) {
    api.answer(200, body.replace("*", "x".repeat(LIMIT + 1)));

    assertTooLarge(true);
  }

  @Test
  void aRowBehindALongEnvelopeIsNotBlamed() {
    api.answer(200, "{\"note\":\"" + "x".repeat(LIMIT - 500) + "\",\"data\":[" + LARGE + "]}");

    assertTooLarge(true);
  }

  @Test
  void nothingIsCutUnlessTheRequestIsForOneRow() {
    api.answer(200, "{\"data\":[" + LARGE + "]}");

    assertTooLarge(false);
    assertThat(api.bytesRead()).isZero();
  }

  @Test
  void anEndlessRowIsNotReadToItsEnd() {
    var body = "{\"data\":[" + START + "x".repeat(2_000_000);
    api.answer(
        new MockResponse.Builder()
            .chunkedBody(body, 1_000)
            .throttleBody(20_000, 100, TimeUnit.MILLISECONDS));
    var started = System.nanoTime();

    assertThat(only(rows(api.client())).anomaly()).isEqualTo(Anomaly.UNREADABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void whereverTheLimitFallsRowsComeOrTheErrorOfALargeBody() {
    var body = "{\"n\":1,\"data\":[" + GOOD + ",{\"id\":\"ü\\\"\",\"a\":[{\"b\":\"€\"}]}],\"m\":2}";
    for (var most = 8; most < body.getBytes(UTF_8).length; most++) {
      var limited = new TestApi().maxBytes(most).answer(200, body);
      try (limited) {
        assertThat(rows(limited.client())).as("limit %s", most).isNotEmpty();
      } catch (ApiException e) {
        assertThat(e.error()).as("limit %s", most).isEqualTo(ApiError.EVENT_TOO_LARGE);
      }
    }
  }

  private void assertTooLarge(boolean oneRow) {
    assertThatThrownBy(() -> rows(api.client(), reader, oneRow))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.EVENT_TOO_LARGE))
        .hasMessageContaining("more than " + LIMIT + " bytes");
  }

  private List<Event> rows(ApiClient client) {
    return rows(client, reader);
  }

  private static List<Event> rows(ApiClient client, PageParser reader) {
    return rows(client, reader, true);
  }

  private static List<Event> rows(ApiClient client, PageParser reader, boolean oneRow) {
    var query = Query.NONE.with("limit", 1).cutIf(oneRow);
    return client.get("/events", query, Map.of(), body -> reader.rows(body, 1));
  }

  private static Event only(List<Event> events) {
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static MockResponse.Builder gzip(String text) {
    var buffer = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(buffer))) {
      sink.writeUtf8(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MockResponse.Builder().body(buffer).addHeader("Content-Encoding: gzip");
  }

  private static Buffer bytes(byte[] content) {
    return new Buffer().write(content);
  }
}
