// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FakeServerTest {
  private final FakeServer fake = new EmptyServer(null);

  @AfterEach
  void close() {
    fake.close();
  }

  @Test
  void answersWithStatusHeadersAndBodyOfTheScript() throws IOException {
    fake.faults().next(Fault.tooManyRequests("0.5"), Fault.html(), Fault.redirect("http://x/"));

    var limited = get("/a");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).hasValue("0.5");
    var html = get("/a");
    assertThat(html.statusCode()).isEqualTo(200);
    assertThat(html.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(get("/a").headers().firstValue("Location")).hasValue("http://x/");
    assertThat(get("/a").body()).isEqualTo(EmptyServer.BODY);
    assertThat(List.of(fake.answered(429), fake.answered(404), fake.answered(500)))
        .containsExactly(1, 1, 0);
  }

  @Test
  void quotesWhatTheRequestCarried() throws IOException {
    fake.faults().next(Fault.echo(403));

    var answer = Http.get(fake.url().resolve("/a"), Map.of("Authorization", "Bearer a/b"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("Bearer a/b");
  }

  @Test
  void countsRequestsThatItNoLongerRemembers() throws IOException {
    fake.rememberRequests(2);

    for (int i = 0; i < 3; i++) {
      try (Socket socket = request()) {
        assertThat(socket.getInputStream().read()).isNotNegative();
      }
    }

    assertThat(fake.requestCount()).isEqualTo(3);
    assertThat(fake.requests()).hasSize(2);
  }

  @Test
  void resetsTheConnectionBeforeAByteIsAnswered() throws IOException {
    fake.faults().next(Fault.resetBefore());

    try (Socket socket = request()) {
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .hasMessageContaining("Connection reset");
    }
  }

  @Test
  void resetsTheConnectionWithinTheBody() throws IOException {
    fake.faults().next(Fault.resetWithin());

    try (Socket socket = request()) {
      InputStream in = socket.getInputStream();
      Awaitility.await().until(() -> fake.faults().count() == 1);
      assertThatThrownBy(in::readAllBytes).hasMessageContaining("Connection reset");
    }
  }

  @Test
  void closesInOrderAfterHalfOfTheBody() throws IOException {
    fake.faults().next(Fault.cutBody());

    try (Socket socket = request()) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(all).contains("Content-Length: " + EmptyServer.BODY.length());
      assertThat(all).endsWith(EmptyServer.BODY.substring(0, EmptyServer.BODY.length() / 2));
    }
  }

  @Test
  void hangsUntilItIsClosedAndClosesAtOnce() throws IOException {
    fake.faults().always(Fault.hang());
    try (Socket socket = request()) {
      socket.setSoTimeout(300);
      assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("timed out");

      long start = System.nanoTime();
      fake.close();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      assertThat(endOf(socket)).isTrue();
    }
  }

  @Test
  void tricklesTheBodyAByteASecond() throws IOException {
    fake.faults().next(Fault.trickle());
    try (Socket socket = request()) {
      InputStream in = socket.getInputStream();
      Awaitility.await().until(() -> in.available() > 0 && last(in, "\r\n\r\n"));
      long start = System.nanoTime();

      assertThat(in.read()).isEqualTo('{');
      assertThat(in.read()).isEqualTo('"');
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1500), Duration.ofSeconds(4));
    }
  }

  @Test
  void answersSlowlyButWell() throws IOException {
    fake.faults().next(Fault.slow(Duration.ofMillis(400)));
    long start = System.nanoTime();

    assertThat(get("/a").body()).isEqualTo(EmptyServer.BODY);
    assertThat(System.nanoTime() - start).isGreaterThan(400_000_000L);
  }

  @Test
  void sendsABodyOfAnySizeWithoutAnnouncingIt() throws IOException {
    fake.faults().next(Fault.hugeBody(3_000_001));

    var answer = get("/a");

    assertThat(answer.headers().firstValue("Content-Length")).isEmpty();
    assertThat(answer.body()).hasSize(3_000_001).startsWith("[").endsWith("]");
  }

  @Test
  void datesItsAnswersByItsOwnClock() throws IOException {
    fake.skew(Duration.ofMinutes(-10));

    String date = get("/a").headers().firstValue("Date").orElseThrow();

    Instant time = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    assertThat(Duration.between(time, Instant.now()))
        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(11));
  }

  @Test
  void recordsRequestsAndRunsTheHooksAroundEach() throws IOException {
    List<String> calls = new ArrayList<>();
    fake.beforeEach(request -> calls.add("before " + request.path()));
    fake.afterEach(request -> calls.add("after " + request.path()));

    Http.get(fake.url().resolve("/a?x=1%202&x=3&y"), Map.of("X-Test", "v"));
    get("/b");

    Awaitility.await().until(() -> calls.size() == 4);
    assertThat(calls).containsExactly("before /a", "after /a", "before /b", "after /b");
    RecordedRequest first = fake.requests("/a").get(0);
    assertThat(first.query()).isEqualTo(Map.of("x", List.of("1 2", "3"), "y", List.of("")));
    assertThat(first.header("x-TEST")).hasValue("v");
    assertThat(fake.requests()).hasSize(2);
  }

  private HttpResponse<String> get(String path) throws IOException {
    return Http.get(fake.url().resolve(path), Map.of());
  }

  private Socket request() throws IOException {
    var socket = new Socket(java.net.InetAddress.getLoopbackAddress(), fake.url().getPort());
    socket.getOutputStream().write("GET /a HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static boolean endOf(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException reset) {
      return true;
    }
  }

  private static boolean last(InputStream in, String end) throws IOException {
    var text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      text.append((char) in.read());
    }
    return true;
  }
}
