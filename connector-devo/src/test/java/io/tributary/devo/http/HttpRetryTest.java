// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static io.tributary.devo.HttpSinkFixture.P;
import static io.tributary.devo.HttpSinkFixture.Q;
import static io.tributary.devo.HttpSinkFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.devo.HttpIntakeFixture;
import io.tributary.devo.HttpSinkFixture;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An HTTP intake fails, hangs or asks to wait: nothing is lost and nothing is read again. */
@Timeout(60)
class HttpRetryTest extends HttpIntakeFixture {
  @Test
  void commitsEachPartitionUpToItsLowestUnansweredOffset() {
    devo.faults().at(2, Fault.hang());
    try (var sink =
        sink("batch.max.bytes", "1024", "confirm.timeout.ms", "2000", "retry.backoff.ms", "100")) {
      var big = "x".repeat(1_000);
      sink.put(P, 10, "first" + big);
      Awaitility.await().until(() -> devo.requests().size() == 0 || !devo.bodies().isEmpty());
      sink.put(P, 11, "hangs" + big);
      sink.put(Q, 20, "third" + big);

      var committed = sink.commit(12, 21);

      assertThat(devo.bodies()).hasSize(2);
      var missing = devo.bodies().stream().noneMatch(body -> body.startsWith("first")) ? 10 : 11;
      var third = devo.bodies().stream().noneMatch(body -> body.startsWith("third"));
      assertThat(committed).isEqualTo(third ? offsets(12, 20) : offsets(missing, 21));

      Awaitility.await()
          .untilAsserted(
              () -> {
                sink.task.put(List.of());
                assertThat(sink.commit(12, 21)).isEqualTo(offsets(12, 21));
              });
      assertThat(sink.context.offsets).as("nothing is read again").isEmpty();
    }
  }

  @Test
  void saysHowMuchLongerAnErrorIsBorneThatFailsTheTaskIfItLasts(@TempDir Path scratch) {
    var stranger = TestCertificates.create(scratch).authorityPem();
    try (var sink = sink("ssl.truststore.certificates", stranger)) {
      sink.put(P, 10, "a");
      awaitLine(sink, "SinkError 601", " s more (trouble.patience.ms)");
    }
    devo.faults().always(Fault.status(503, "away"));
    try (var sink = sink()) {
      sink.put(P, 10, "a");
      awaitLine(sink, "SinkError 600", " ms");
    }
  }

  /** Goes on until a line about this intake and error has this end. */
  private void awaitLine(HttpSinkFixture sink, String error, String end) {
    Awaitility.await()
        .pollInSameThread()
        .untilAsserted(
            () -> {
              var unused = sink.commit(11, 0);
              assertThat(log(error, devo.url().getAuthority(), " messages will be sent again"))
                  .contains("; next attempt in ")
                  .endsWith(end);
            });
  }

  private static String log(String... parts) throws IOException {
    try (var lines = Files.lines(Path.of("target/test.log"))) {
      return lines.filter(line -> Stream.of(parts).allMatch(line::contains)).findFirst().orElse("");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
  void makesTheSameRequestAgain(int status) {
    devo.faults().always(Fault.status(status));
    try (var sink = sink()) {
      sink.put(P, 5, "a", "b");

      assertThat(sink.commit(7, 0)).as("not answered yet").isEqualTo(offsets(5, 0));
      sink.put(P, 7, "c");
      devo.faults().clear();
      sink.awaitCommit(8, 0);
      assertThat(sink.context.offsets).as("nothing is read again").isEmpty();
    }
    assertThat(devo.bodies()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(devo.requests().stream().map(RecordedRequest::body).distinct())
        .as("the same batch again")
        .containsExactlyInAnyOrder("a\nb\n", "c\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "within", "after", "cut"})
  void losesNothingWhenAConnectionBreaks(String when) {
    devo.faults()
        .everyNth(
            2,
            1,
            switch (when) {
              case "before" -> Fault.resetBefore();
              case "within" -> Fault.resetWithin();
              case "after" -> Fault.resetAfter();
              default -> Fault.cutBody();
            });
    try (var sink = sink("batch.max.bytes", "1024")) {
      for (int offset = 0; offset < 200; offset++) {
        sink.put(P, offset, offset + "x".repeat(200));
      }

      sink.awaitCommit(200, 0);
    }
    assertThat(devo.faults().count()).isGreaterThan(5);
    assertThat(devo.bodies())
        .containsAll(IntStream.range(0, 200).mapToObj(n -> n + "x".repeat(200)).toList());
  }

  @Test
  void waitsAsLongAsDevoAsks() {
    var date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(2));
    for (var retryAfter : List.of("3600", date)) {
      devo.faults().next(Fault.tooManyRequests(retryAfter));
      try (var sink = sink("confirm.interval.ms", "29000")) {
        sink.put(P, 5, "a");
        assertThat(sink.commit(6, 0)).isEqualTo(offsets(5, 0));
        var before = devo.requests().size();
        for (int turn = 0; turn < 50; turn++) {
          sink.task.put(List.of());
        }
        assertThat(devo.requests()).hasSize(before);
      }
    }
  }

  @Test
  void waitsNoLongerThanTheSettingAllows() {
    devo.faults().next(Fault.tooManyRequests("999999999"));
    try (var sink = sink("retry.after.max.ms", "1000")) {
      sink.put(P, 5, "a");

      sink.awaitCommit(6, 0);
    }
  }

  @Test
  void pausesPartitionsBeforeTooMuchWaitsAndNeverWaitsInPut() {
    devo.faults().always(Fault.tooManyRequests("2"));
    try (var sink = sink()) {
      var megabyte = "x".repeat(1_000_000);
      for (int offset = 0; sink.paused.isEmpty(); offset++) {
        assertThat(offset).as("paused long before").isLessThan(40);
        var start = System.nanoTime();
        sink.put(P, offset, megabyte);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(400));
      }
      sink.put(Q, 7, "comes while paused");
      assertThat(sink.context.offsets).as("read again later").containsEntry(Q, 7L);
      devo.faults().clear();

      Awaitility.await()
          .untilAsserted(
              () -> {
                sink.task.put(List.of());
                assertThat(sink.paused).isEmpty();
              });
    }
  }

  @Test
  void aPartitionThatWentAwayHoldsNothingBackWhenItReturns() {
    devo.faults().always(Fault.status(503));
    try (var sink = sink()) {
      sink.put(P, 5, "a");
      sink.put(Q, 1, "b");
      assertThat(sink.commit(6, 2)).isEqualTo(offsets(5, 1));

      sink.task.close(List.of(P));

      assertThat(sink.commit(20, 2)).isEqualTo(offsets(20, 1));
      devo.faults().clear();
      sink.awaitCommit(20, 2);
      assertThat(devo.bodies()).containsExactly("b");
    }
  }

  @Test
  void stopsAtOnceWhileRequestsHang() {
    devo.faults().always(Fault.hang());
    try (var sink = sink("batch.max.bytes", "1024")) {
      sink.put(P, 5, "a".repeat(1_024), "b".repeat(1_024), "c");
      Awaitility.await().until(() -> devo.requests().size() == 2);
      var start = System.nanoTime();

      sink.task.stop();

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void failsAFirstStartWhoseCertificateIsRefused() {
    var stranger = TestCertificates.create(directory.resolve("stranger"));
    try (var sink = new HttpSinkFixture(devo, stranger)) {
      sink.put(P, 0, "a");

      assertThatThrownBy(() -> sink.awaitCommit(1, 0))
          .hasMessageStartingWith("SinkError 601: The TLS handshake with " + devo.url());
    }
  }

  private HttpSinkFixture sink(String... more) {
    return new HttpSinkFixture(devo, certificates, more);
  }
}
