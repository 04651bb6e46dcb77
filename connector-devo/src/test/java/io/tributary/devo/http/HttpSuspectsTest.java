// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static io.tributary.devo.HttpSinkFixture.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.HttpIntakeFixture;
import io.tributary.devo.HttpSinkFixture;
import io.tributary.devo.delivery.Outcome.Subject;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.RecordPosition;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.RecordedRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An event at which the intake fails, among others at which it does not (R3). */
@Timeout(60)
class HttpSuspectsTest extends HttpIntakeFixture {
  private static final String TAG = "my.app.a";
  private static final String BAD = "bad";

  @ParameterizedTest
  @CsvSource({"4, 0", "4, 17", "4, 29", "1, 0", "1, 17", "1, 29"})
  void findsTheEventThatMakesTheIntakeFail(int requests, int at) {
    devo.failAt(BAD::equals);
    try (var http = driver("http.requests.in.flight", "" + requests)) {
      var events = HttpDriver.bodies("e", 30);
      events[at] = BAD;
      http.send(TAG, events);
      http.until(() -> http.send(TAG, "later").refused().size() == 1).settle();

      assertThat(http.taken())
          .contains(LongStream.range(0, 30).filter(n -> n != at).boxed().toArray(Long[]::new))
          .doesNotContain((long) at)
          .doesNotHaveDuplicates();
      var refusal = http.onlyRefusal();
      assertThat(refusal.subject()).isEqualTo(new Subject.Message(new RecordPosition(P, at)));
      assertThat(refusal.messages())
          .singleElement()
          .extracting(item -> item.message().body())
          .isEqualTo(BAD);
      assertThat(refusal.why().error()).isEqualTo(SinkError.NOT_DELIVERED);
      assertThat(refusal.answer()).isEqualTo("500 internal error");
    }
  }

  @Test
  void findsTheEventAtWhichTheIntakeCutsTheConnection() {
    devo.beforeEach(
        request -> {
          if (request.body().contains(BAD)) {
            devo.faults().next(Fault.resetBefore());
          }
        });
    try (var http = driver("http.requests.in.flight", "1")) {
      http.send(TAG, "a", BAD, "b");
      http.until(() -> http.send(TAG, "later").refused().size() == 1).settle();

      assertThat(http.taken()).contains(0L, 2L).doesNotContain(1L);
      assertThat(http.onlyRefusal().why().error()).isEqualTo(SinkError.NOT_DELIVERED);
    }
  }

  @Test
  void deliversTheOthersOfABatchEvenIfNothingElseComes() {
    devo.failAt(BAD::equals);
    try (var http = driver()) {
      http.send(TAG, "a", "b", BAD, "c", "d").until(() -> http.taken().size() == 4);

      assertThat(devo.bodies()).containsExactlyInAnyOrder("a", "b", "c", "d");
    }
  }

  @Test
  void refusesASuspectThatIsTriedAgainAlone() {
    devo.failAt(BAD::equals);
    try (var http = driver()) {
      http.send(TAG, BAD).until(() -> http.send(TAG, "later").refused().size() == 1).settle();
      var before = devo.requests().size();

      http.send(List.of(HttpDriver.item(P, 0, TAG, BAD))).settle();

      assertThat(http.refused()).hasSize(2);
      assertThat(devo.requests()).hasSize(before + 3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void suspectsNothingWhileAllFail(int requests) {
    devo.faults().always(Fault.status(500));
    try (var http = driver("http.requests.in.flight", "" + requests, "batch.max.bytes", "1024")) {
      var tags = IntStream.range(0, 6).mapToObj(n -> "my.app.t" + n).toList();
      tags.forEach(tag -> http.send(tag, "a", "b", "c"));
      http.until(() -> devo.requests().size() > 100);
      devo.faults().clear();
      http.settle();

      assertThat(http.refused()).isEmpty();
      assertThat(http.taken()).hasSize(18).doesNotHaveDuplicates();
      assertThat(devo.requests()).extracting(RecordedRequest::body).containsOnly("a\nb\nc\n");
    }
  }

  @Test
  void keepsTheOrderOfATagThroughAnOutageWithOneRequestAtATime() {
    devo.faults().always(Fault.status(500));
    try (var http = driver("http.requests.in.flight", "1", "batch.max.bytes", "1024")) {
      http.send(TAG, HttpDriver.bodies("x".repeat(200), 40));
      http.until(() -> devo.requests().size() > 100);
      devo.faults().clear();
      http.settle();

      assertThat(http.refused()).isEmpty();
      assertThat(devo.bodies()).containsExactly(HttpDriver.bodies("x".repeat(200), 40));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void blamesNoEventForAnUnreliableNetwork(int nth) {
    devo.faults()
        .everyNth(
            nth,
            20261130,
            Fault.resetBefore(),
            Fault.resetAfter(),
            Fault.cutBody(),
            Fault.status(502));
    try (var http = driver("batch.max.bytes", "1024")) {
      for (int put = 0; put < 100; put++) {
        http.send(TAG, HttpDriver.bodies("x".repeat(200), 12));
        http.until(() -> http.transport.heldBytes() < 40_000);
      }
      http.settle();

      assertThat(http.refused()).isEmpty();
      assertThat(http.taken()).hasSize(1_200).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({"408, ''", "425, ''", "429, ''", "429, 0.001", "503, 0", "500, 0.001"})
  void suspectsNothingWhenTheIntakeAsksForTime(int status, String retryAfter) {
    var headers =
        retryAfter.isEmpty() ? Map.<String, String>of() : Map.of("Retry-After", retryAfter);
    devo.faults()
        .on("/stream/acme/token!" + FakeDevoHttp.TOKEN + "/kc1/my.app.slow")
        .always(Fault.status(status, headers, ""));
    try (var http = driver("retry.backoff.max.ms", "1")) {
      http.send("my.app.slow", "a", "b");
      http.until(
          () -> {
            http.send(TAG, "other");
            return devo.requests().stream()
                    .filter(request -> request.body().equals("a\nb\n"))
                    .count()
                > 30;
          });
      devo.faults().clear();
      http.settle();

      assertThat(http.refused()).isEmpty();
      assertThat(devo.bodies()).containsSubsequence("a", "b");
    }
  }

  private HttpDriver driver(String... more) {
    var settings = HttpSinkFixture.settings(devo.url().toString(), certificates, more);
    settings.put("retry.backoff.ms", "1");
    settings.put("retry.backoff.max.ms", "4");
    return new HttpDriver(settings);
  }
}
