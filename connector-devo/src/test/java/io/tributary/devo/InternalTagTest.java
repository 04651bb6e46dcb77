// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static io.tributary.devo.HttpSinkFixture.P;
import static io.tributary.devo.HttpSinkFixture.Q;
import static io.tributary.devo.HttpSinkFixture.offsets;
import static io.tributary.devo.HttpSinkFixture.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.devo.SyslogMessage;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that a sink writes about itself, which cost no event anything. */
class InternalTagTest {
  private static final String TAG = "my.app.tributary.internal";

  private final SimulatedContext context =
      new SimulatedContext(() -> Set.of(P, Q), paused -> {}, resumed -> {});
  private final FakeDevo devo = FakeDevo.tcp();
  private long later;
  private final DevoSinkTask task =
      new DevoSinkTask(Transports::open, () -> System.nanoTime() / 1_000_000 + later, () -> 0.5);

  @AfterEach
  void stop() {
    task.stop();
    devo.close();
  }

  @Test
  void eachMinuteInWhichSomethingWasSentHasItsStatistics() throws IOException {
    start(devo.endpoint().toString());
    aMinutePasses();
    var eventTime = Instant.now().minusSeconds(5);
    task.put(List.of(timed(0, eventTime), timed(1, eventTime), timed(2, eventTime)));
    awaitCommit(3);

    aMinutePasses();

    var line = line(0);
    assertThat(line.path("msg").asText())
        .matches(
            "Standard - Total number of messages sent: 3, messages sent since \"[^\"]+\": 3"
                + " \\(elapsed .* seconds\\)");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("collector_name").asText()).isEqualTo("devo-1");
    assertThat(line.path("sent").asInt()).isEqualTo(3);
    assertThat(line.path("unconfirmed").asInt()).isZero();
    assertThat(line.path("is_connection_open").asBoolean()).isTrue();
    assertThat(line.path("time_to_devo_p50_ms").asLong()).isBetween(4_900L, 60_000L);
    assertThat(line.path("time_to_devo_p99_ms").asLong())
        .isGreaterThanOrEqualTo(line.path("time_to_devo_p50_ms").asLong());
    assertThat(devo.tables().keySet()).containsExactlyInAnyOrder("my.app.a", TAG);
    assertThat(devo.tables().get("my.app.a")).hasSize(3);

    aMinutePasses();
    aMinutePasses();
    assertThat(lines()).hasSize(1);
    assertThat(task.preCommit(offsets(3, 0))).isEqualTo(offsets(3, 0));
  }

  @Test
  void anIdleTaskSaysNothingAndConnectsToNobody() {
    start(devo.endpoint().toString());

    for (var minutes = 0; minutes < 10; minutes++) {
      aMinutePasses();
    }

    assertThat(devo.connections()).isZero();
  }

  @Test
  void aRecordThatCannotBeSentIsALineWithItsNumber() throws IOException {
    context.reporter((record, error) -> CompletableFuture.completedFuture(null));
    start(devo.endpoint().toString(), "multiline.mode", "fail");

    task.put(List.of(record(P, 0, "two\nlines"), record(P, 1, "one")));
    awaitCommit(2);
    aMinutePasses();

    var error = line(0);
    assertThat(error.path("kind").asText()).isEqualTo("SinkError 604");
    assertThat(error.path("level").asText()).isEqualTo("WARNING");
    assertThat(error.path("msg").asText()).startsWith("SinkError 604: The record at events-0");
    assertThat(line(1).path("dead_letters").asInt()).isEqualTo(1);
  }

  @Test
  void aTaskThatFailsSaysWhyBeforeItStops() throws IOException {
    start(devo.endpoint().toString(), "multiline.mode", "fail");

    assertThatThrownBy(() -> task.put(List.of(record(P, 0, "two\nlines"))))
        .isInstanceOf(ConnectException.class);
    task.stop();

    assertThat(line(0).path("level").asText()).isEqualTo("ERROR");
    assertThat(line(0).path("kind").asText()).isEqualTo("SinkError 604");
  }

  @Test
  void linesThatDevoDoesNotTakeHoldNoEventUp(@TempDir Path directory) {
    var certificates = TestCertificates.create(directory);
    try (var http = FakeDevoHttp.start(certificates)) {
      http.allow(tag -> !tag.equals(TAG));
      task.initialize(context);
      task.start(
          HttpSinkFixture.settings(
              http.url().toString(), certificates, "internal.tag", TAG, "name", "devo-1"));
      for (var offset = 0; offset < 2; offset++) {
        task.put(List.of(record(P, offset, "event" + offset)));
        awaitCommit(offset + 1);
        aMinutePasses();
      }

      assertThat(http.bodies()).hasSize(2);
      assertThat(http.events()).extracting(FakeDevoHttp.Event::tag).containsOnly("my.app.a");
    }
  }

  private void start(String endpoint, String... more) {
    var settings = new HashMap<String, String>();
    settings.put("name", "devo-1");
    settings.put("endpoint", endpoint);
    settings.put("tag", "my.app.a");
    settings.put("internal.tag", TAG);
    settings.put("confirm.interval.ms", "100");
    for (var index = 0; index < more.length; index += 2) {
      settings.put(more[index], more[index + 1]);
    }
    task.initialize(context);
    task.start(settings);
  }

  private void aMinutePasses() {
    later += Duration.ofMinutes(1).toMillis();
    task.put(List.of());
  }

  private void awaitCommit(long p) {
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              task.put(List.of());
              assertThat(task.preCommit(offsets(p, 0))).isEqualTo(offsets(p, 0));
            });
  }

  private JsonNode line(int number) throws IOException {
    Awaitility.await().until(() -> lines().size() > number);
    return new ObjectMapper().readTree(lines().get(number).body());
  }

  private List<SyslogMessage> lines() {
    return devo.tables().getOrDefault(TAG, List.of());
  }

  private static SinkRecord timed(long offset, Instant time) {
    var record = record(P, offset, "event" + offset);
    record.headers().addString("event.time", time.toString());
    return record;
  }
}
