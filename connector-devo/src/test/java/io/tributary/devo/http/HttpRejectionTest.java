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

/** Events and requests that Devo's HTTP intake does not accept. */
@Timeout(60)
class HttpRejectionTest extends HttpIntakeFixture {
  @Test
  void halvesWhatIsTooLargeAndReportsTheEventThatIs() {
    devo.limit(1_000);
    try (var sink = new HttpSinkFixture(devo, certificates).reporting()) {
      var events = IntStream.range(0, 30).mapToObj(n -> n + "x".repeat(100)).toArray(String[]::new);
      events[17] = "17" + "y".repeat(1_000);
      sink.put(P, 0, events);

      assertThat(sink.commit(30, 0)).as("held back until reported").isEqualTo(offsets(17, 0));
      assertThat(sink.reported).isEmpty();
      sink.task.put(List.of());

      assertThat(sink.commit(30, 0)).isEqualTo(offsets(30, 0));
      assertThat(sink.reported)
          .singleElement()
          .asString()
          .startsWith(Thread.currentThread().getName() + "|17yyy")
          .contains(
              "SinkError 603: The record at events-0 offset 17 makes a message of 1003 bytes, more"
                  + " than Devo accepts (413 too large).");
      assertThat(devo.bodies()).hasSize(29).doesNotHaveDuplicates();
    }
  }

  @Test
  void findsTheEventForWhichABatchIsRefused() {
    devo.refuse(event -> event.equals("e9"));
    try (var sink = new HttpSinkFixture(devo, certificates).reporting()) {
      sink.put(P, 0, IntStream.range(0, 30).mapToObj(n -> "e" + n).toArray(String[]::new));

      assertThat(sink.commit(30, 0)).isEqualTo(offsets(9, 0));
      sink.task.put(List.of());

      assertThat(sink.commit(30, 0)).isEqualTo(offsets(30, 0));
      assertThat(sink.reported)
          .singleElement()
          .asString()
          .contains(
              "|e9|SinkError 609: Devo rejected the record at events-0 offset 9: 400 bad event");
      assertThat(devo.bodies()).hasSize(29).doesNotHaveDuplicates();
    }
  }

  @Test
  void failsWithoutCommittingWhereNobodyTakesARefusedEvent() {
    devo.limit(100);
    try (var sink = new HttpSinkFixture(devo, certificates)) {
      sink.put(P, 4, "a", "x".repeat(200), "b");
      assertThat(sink.commit(7, 0)).isEqualTo(offsets(5, 0));

      assertThatThrownBy(() -> sink.task.put(List.of()))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("SinkError 603: The record at events-0 offset 5");
      assertThat(sink.commit(7, 0)).as("nor while the task ends").isEmpty();
    }
  }

  @Test
  void doesNotBlameTheEventsWhenNothingIsTaken() {
    devo.refuse(event -> true);
    try (var sink = new HttpSinkFixture(devo, certificates).reporting()) {
      sink.put(P, 0, "a", "b", "c");

      assertThat(sink.commit(3, 0)).isEmpty();
      assertThatThrownBy(() -> sink.task.put(List.of()))
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith("SinkError 610: Devo rejects every event sent to " + devo.url());
      assertThat(sink.reported).isEmpty();
    }
  }

  @Test
  void doesNotBlameEventAfterEventWhenNothingIsTakenAnyMore() {
    try (var sink = new HttpSinkFixture(devo, certificates).reporting()) {
      sink.put(P, 0, "a");
      assertThat(sink.commit(1, 0)).isEqualTo(offsets(1, 0));
      devo.refuse(event -> true);
      sink.put(P, 1, IntStream.range(0, 40).mapToObj(n -> "e" + n).toArray(String[]::new));

      assertThat(sink.commit(41, 0)).isEmpty();
      assertThatThrownBy(() -> sink.task.put(List.of())).hasMessageStartingWith("SinkError 610: ");
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
  void failsFromPutAndNeverFromPreCommit(int status, String message) {
    var elsewhere = FakeDevoHttp.start(certificates);
    try (elsewhere;
        var sink = new HttpSinkFixture(devo, certificates)) {
      var location = elsewhere.url() + "/stream/acme/token!" + FakeDevoHttp.TOKEN + "/h/my.app.a";
      devo.faults().always(Fault.status(status, Map.of("Location", location), "says so"));
      sink.put(P, 5, "a");

      assertThat(sink.commit(6, 0)).isEmpty();
      assertThatThrownBy(() -> sink.task.put(List.of()))
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith(message)
          .hasMessageContaining(devo.url().toString())
          .hasMessageContaining(status + " says so");
      assertThat(devo.requests()).hasSize(1);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void noticesARefusedTokenAlsoWithoutACommit() {
    devo.faults().always(Fault.status(403));
    try (var sink = new HttpSinkFixture(devo, certificates)) {
      sink.put(P, 5, "a");

      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> sink.task.put(List.of()))
                      .hasMessageStartingWith("SinkError 606"));
    }
  }
}
