// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static io.tributary.devo.HttpSinkFixture.P;
import static io.tributary.devo.HttpSinkFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiException;
import io.tributary.devo.HttpIntakeFixture;
import io.tributary.devo.HttpSinkFixture;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.DataException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the task makes of events and requests that Devo's HTTP intake rejects. */
@Timeout(60)
class HttpRejectionTest extends HttpIntakeFixture {
  @Test
  void reportsTheOneEventThatIsTooLarge() {
    devo.limit(1_000);
    try (var sink = new HttpSinkFixture(devo, certificates).reporting()) {
      var events = IntStream.range(0, 30).mapToObj(n -> n + "x".repeat(100)).toArray(String[]::new);
      events[17] = "17" + "y".repeat(1_000);
      sink.put(P, 0, events);

      sink.awaitCommit(30, 0);
      assertThat(sink.reported)
          .singleElement()
          .asString()
          .startsWith(Thread.currentThread().getName() + "|17yyy")
          .contains("events-0 offset 17", "413 too large", "1003 bytes");
      assertThat(devo.bodies()).hasSize(29).doesNotHaveDuplicates();
    }
  }

  @Test
  void reportsTheOneEventThatIsRefusedAndTheOthersArriveOnce() {
    devo.refuse(event -> event.equals("e9"));
    try (var sink = new HttpSinkFixture(devo, certificates).reporting()) {
      sink.put(P, 0, IntStream.range(0, 30).mapToObj(n -> "e" + n).toArray(String[]::new));

      sink.awaitCommit(30, 0);
      assertThat(sink.reported)
          .singleElement()
          .asString()
          .contains(
              "|e9|SinkError 609: Devo rejected the record at events-0 offset 9: 400 bad event");
      assertThat(devo.bodies()).hasSize(29).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({"1048576, 4, 300", "1024, 1, 300", "1024, 4, 300"})
  void twelveRefusedEventsInARowCostFewRequests(int bodyBytes, int inFlight, int requests) {
    var bad = IntStream.range(7, 19).mapToObj(n -> n + "x".repeat(1_000)).toList();
    devo.refuse(bad::contains);
    try (var sink =
        new HttpSinkFixture(
                devo,
                certificates,
                "batch.max.bytes",
                String.valueOf(bodyBytes),
                "http.requests.in.flight",
                String.valueOf(inFlight))
            .reporting()) {
      sink.put(
          P, 0, IntStream.range(0, 40).mapToObj(n -> n + "x".repeat(1_000)).toArray(String[]::new));

      sink.awaitCommit(40, 0);
      assertThat(sink.reported).hasSize(12);
      assertThat(devo.bodies()).hasSize(28).doesNotHaveDuplicates();
      assertThat(devo.requestCount()).as("requests").isLessThan(requests);
    }
  }

  @Test
  void failsWithoutCommittingWhereNobodyTakesARefusedEvent() {
    devo.refuse(event -> event.equals("x"));
    try (var sink = new HttpSinkFixture(devo, certificates)) {
      sink.put(P, 4, "a", "x", "b");

      assertThatThrownBy(() -> sink.awaitCommit(7, 0))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("SinkError 609: Devo rejected the record at events-0 offset 5");
      assertThat(sink.commit(7, 0)).as("nor while the task ends").isEqualTo(offsets(5, 0));
    }
  }

  @Test
  void reportsTheEventsOfATableThatTheTokenMayNotWriteTo() {
    devo.allow(tag -> !tag.equals("my.app.secret"));
    try (var sink =
        new HttpSinkFixture(
                devo, certificates, "retry.backoff.ms", "400", "retry.backoff.max.ms", "400")
            .reporting()) {
      var secret = HttpSinkFixture.record(P, 1, "secret");
      secret.headers().addString("devo.tag", "my.app.secret");
      sink.put(P, 0, "a");
      sink.awaitCommit(1, 0);
      sink.task.put(List.of(secret, HttpSinkFixture.record(P, 2, "b")));

      Awaitility.await()
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(5))
          .untilAsserted(
              () -> {
                // As Connect would, until it is taken in.
                sink.put(P, 3, "c");
                assertThat(sink.commit(4, 0)).isEqualTo(offsets(4, 0));
              });
      assertThat(devo.bodies()).containsExactlyInAnyOrder("a", "b", "c");
      assertThat(sink.reported).singleElement().asString().contains("|secret|SinkError 609");
    }
  }

  @Test
  void blamesNoEventWhileNothingIsTaken() {
    devo.refuse(event -> true);
    try (var sink = new HttpSinkFixture(devo, certificates).reporting()) {
      sink.put(P, 1, IntStream.range(0, 40).mapToObj(n -> "e" + n).toArray(String[]::new));
      for (int turn = 0; turn < 50; turn++) {
        sink.task.put(List.of());
        assertThat(sink.commit(41, 0)).isEqualTo(offsets(1, 0));
      }
      assertThat(sink.reported).isEmpty();

      devo.refuse(event -> false);
      sink.awaitCommit(41, 0);
      assertThat(sink.reported).isEmpty();
      assertThat(devo.bodies()).hasSize(40).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, SinkError 606: Devo rejected the token at ",
    "403, SinkError 606: Devo rejected the token at ",
    "404, SinkError 607: There is no HTTP intake of Devo at ",
    "301, SinkError 608: ",
    "302, SinkError 608: ",
    "307, SinkError 608: ",
    "308, SinkError 608: ",
  })
  void aFirstStartFailsFromPutAndNeverFromPreCommit(int status, String message) {
    var elsewhere = FakeDevoHttp.start(certificates);
    try (elsewhere;
        var sink = new HttpSinkFixture(devo, certificates)) {
      var location = elsewhere.url() + "/stream/acme/token!" + FakeDevoHttp.TOKEN + "/h/my.app.a";
      devo.faults().always(Fault.status(status, Map.of("Location", location), "says so"));
      sink.put(P, 0, "a");

      assertThatThrownBy(() -> sink.awaitCommit(1, 0))
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith(message)
          .hasMessageContaining(devo.url().toString())
          .hasMessageContaining(status + " says so");
      assertThat(sink.commit(1, 0)).isEqualTo(offsets(0, 0));
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"401", "403", "404", "302"})
  void aSinkThatHasWorkedOutlivesAWrongAnswer(int status) {
    try (var sink = new HttpSinkFixture(devo, certificates).reporting()) {
      sink.put(P, 0, "a");
      sink.awaitCommit(1, 0);
      devo.faults().next(Fault.status(status), Fault.status(status));
      sink.put(P, 1, "b", "c");

      sink.awaitCommit(3, 0);
      assertThat(devo.bodies()).containsExactlyInAnyOrder("a", "b", "c");
      assertThat(sink.reported).isEmpty();
    }
  }
}
