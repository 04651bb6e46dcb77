// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static io.tributary.common.http.TestApi.TOKEN;
import static io.tributary.common.http.TestApi.failure;
import static io.tributary.common.http.TestApi.get;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import mockwebserver3.MockResponse;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClientTest {
  @RegisterExtension private final TestApi api = new TestApi();

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
  @ValueSource(strings = {"ISO-8859-1", "\"iso-8859-1\"", "windows-1252", "UTF-16LE", "UTF-16"})
  void aBodyIsDecodedByTheCharsetOfItsContentType(String charset) {
    var bytes = "{\"a\":\"Zoë Grün\"}".getBytes(Charset.forName(charset.replace("\"", "")));
    var type = "Content-Type: application/json; charset=" + charset;
    api.answer(new MockResponse.Builder().body(new Buffer().write(bytes)).addHeader(type));

    assertThat(get(api.client()).text()).isEqualTo("{\"a\":\"Zoë Grün\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "utf8", "\"UTF8\"", "'utf-8'", "US-ASCII", "klingon", "", "x y"})
  void aBodyOfNoOtherKnownCharsetKeepsItsBytes(String charset) {
    api.answer(200, "{\"a\":\"Zoë\"}", "Content-Type: application/json; charset=" + charset);

    assertThat(get(api.client()).text()).isEqualTo("{\"a\":\"Zoë\"}");
  }

  @Test
  void aCompressedBodyIsDecodedByItsCharsetToo() throws Exception {
    var zipped = new Buffer();
    try (var gzip = Okio.buffer(new GzipSink(zipped))) {
      gzip.write("{\"a\":\"Grün\"}".getBytes(ISO_8859_1));
    }
    api.answer(
        new MockResponse.Builder()
            .body(zipped)
            .addHeader("Content-Encoding: gzip")
            .addHeader("Content-Type: application/json; charset=\"ISO-8859-1\""));

    assertThat(get(api.client()).text()).isEqualTo("{\"a\":\"Grün\"}");
  }

  @Test
  void whatAServerSaysInsteadOfHttpIsQuotedOnOneShortLine() throws Exception {
    api.answer(new MockResponse.Builder().status("SSH-2.0-x\u0007y " + "z".repeat(5000)));

    var failure = failure(api.client());

    assertThat(failure.error()).isEqualTo(ApiError.CONNECTION);
    assertThat(failure.getMessage()).contains("SSH-2.0-x").hasSizeLessThanOrEqualTo(400);
  }

  @Test
  void anErrorIsDecodedByTheCharsetOfItsContentType() {
    var bytes = new Buffer().write("gesperrt für heute".getBytes(ISO_8859_1));
    var type = "Content-Type: text/plain; charset=ISO-8859-1";
    api.answer(new MockResponse.Builder().code(403).body(bytes).addHeader(type));

    assertThat(failure(api.client())).hasMessageContaining("gesperrt für heute");
  }

  @Test
  void learnsTheTimeOfTheServerFromEveryAnswer() {
    api.answer(500, "", "Date: Sun, 01 Mar 2026 11:59:00 GMT").answer(200, "{}", "Date: garbage");

    failure(api.client());
    assertThat(api.client().now()).isEqualTo(Instant.parse("2026-03-01T11:59:00Z"));
    get(api.client());
    assertThat(api.clock.skew()).isEqualTo(Duration.ofMinutes(-1));
  }
}
