// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static io.tributary.devo.HttpSinkFixture.P;
import static io.tributary.devo.HttpSinkFixture.Q;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.HttpIntakeFixture;
import io.tributary.devo.HttpSinkFixture;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.RecordedRequest;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The requests to an HTTP intake, and their timing. */
@Timeout(60)
class HttpTransportTest extends HttpIntakeFixture {
  @Test
  void postsOneEventALineToTheTable() {
    try (var sink = sink("source.host", "kc/1")) {
      sink.put(P, 5, "{\"id\":\"a1\",\n\"u\":\"Zoë\"}", null, "two\nlines\\");

      sink.awaitCommit(8, 0);
    }
    var request = onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target())
        .isEqualTo("/stream/acme/token!" + FakeDevoHttp.TOKEN + "/kc%2F1/my.app.a");
    assertThat(request.body()).isEqualTo("{\"id\":\"a1\", \"u\":\"Zoë\"}\ntwo\\nlines\\\\\n");
    assertThat(request.header("content-type")).contains("text/plain; charset=utf-8");
    assertThat(request.header("content-encoding")).isEmpty();
    assertThat(devo.malformed()).isEmpty();
  }

  @Test
  void compressesWhenTold() {
    try (var sink = sink("compression", "gzip")) {
      var long1 = "x".repeat(100_000);
      sink.put(P, 5, long1);

      sink.awaitCommit(6, 0);
      assertThat(devo.bodies()).containsExactly(long1);
    }
    assertThat(onlyRequest().header("content-encoding")).contains("gzip");
    assertThat(onlyRequest().header("content-length").map(Integer::valueOf).orElseThrow())
        .isLessThan(2_000);
  }

  @Test
  void gathersABatchOverSeveralPutsPerTag() {
    try (var sink = sink()) {
      for (int offset = 0; offset < 10; offset++) {
        var tagged = HttpSinkFixture.record(Q, offset, "q" + offset);
        tagged.headers().addString("devo.tag", "my.app.b");
        sink.task.put(List.of(HttpSinkFixture.record(P, offset, "p" + offset), tagged));
      }
      assertThat(devo.requests()).isEmpty();

      sink.awaitCommit(10, 10);
    }
    assertThat(devo.requests()).hasSize(2);
    assertThat(devo.events().stream().filter(event -> event.tag().equals("my.app.b")))
        .hasSize(10)
        .allMatch(event -> event.body().startsWith("q"));
  }

  @Test
  void sendsABatchThatIsASecondOld() {
    try (var sink = sink()) {
      sink.put(P, 5, "a");
      assertThat(sink.context.timeout).isBetween(1L, 1_000L);

      Awaitility.await()
          .untilAsserted(
              () -> {
                sink.task.put(List.of());
                assertThat(devo.bodies()).containsExactly("a");
              });
    }
  }

  @Test
  void fillsBatchesUpToTheirSizeAndLetsALongerEventTravelAlone() {
    try (var sink = sink("batch.max.bytes", "1024")) {
      var small = "s".repeat(255);
      var large = "l".repeat(5_000);
      sink.put(P, 0, small, small, small, small, small, large, small);

      sink.awaitCommit(7, 0);
    }
    assertThat(devo.requests().stream().map(request -> request.body().length()))
        .containsExactlyInAnyOrder(1024, 256, 5_001, 256);
  }

  @Test
  void hasAsManyRequestsOnTheirWayAsAllowed() throws Exception {
    var three = new CountDownLatch(3);
    var go = new CountDownLatch(1);
    devo.beforeEach(
        request -> {
          three.countDown();
          await(go);
        });
    try (var sink = sink("batch.max.bytes", "1024", "http.requests.in.flight", "3")) {
      sink.put(
          P, 0, IntStream.range(0, 10).mapToObj(n -> n + "x".repeat(1_000)).toArray(String[]::new));

      three.await();
      assertThat(devo.requests()).hasSize(3);
      go.countDown();
      sink.awaitCommit(10, 0);
    }
    assertThat(devo.requests()).hasSize(10);
  }

  private HttpSinkFixture sink(String... more) {
    return new HttpSinkFixture(devo, certificates, more);
  }

  private RecordedRequest onlyRequest() {
    assertThat(devo.requests()).hasSize(1);
    return devo.requests().get(0);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
