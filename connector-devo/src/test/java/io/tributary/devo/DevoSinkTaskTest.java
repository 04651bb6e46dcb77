// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiException;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.SyslogMessage;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.assertj.core.util.Throwables;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DevoSinkTaskTest {
  private static final TopicPartition P = new TopicPartition("events", 0);
  private static final TopicPartition Q = new TopicPartition("events", 1);

  private final FakeDevo devo = FakeDevo.tcp();
  private final Set<TopicPartition> paused = new HashSet<>();
  private final SimulatedContext context =
      new SimulatedContext(() -> Set.of(P, Q), paused::addAll, paused::removeAll);
  private final DevoSinkTask task = new DevoSinkTask();

  @AfterEach
  void stop() {
    task.stop();
    devo.close();
  }

  @Test
  void commitsWhatDevoHasTakenAndSkipsTombstones() {
    start();
    task.put(List.of(record(P, 5, "a"), record(P, 6, null), record(Q, 1, "b")));
    var offsets = offsets(7, 2);

    assertThat(task.preCommit(offsets)).isEqualTo(offsets);
    assertThat(bodies()).containsExactly("a", "b");
  }

  @Test
  void needsNoConnectionToCommitWhatHoldsNoEvent() {
    start();
    task.put(List.of(record(P, 6, null)));

    assertThat(task.preCommit(offsets(7, 0))).isEqualTo(offsets(7, 0));
    assertThat(devo.connections()).isZero();
  }

  @Test
  void goesBackToAllThatIsInDoubtBeforeItCommitsAgain() {
    start("retry.backoff.ms", "1", "retry.backoff.max.ms", "1");
    devo.faults().resetAfterMessages(2);
    task.put(List.of(record(P, 5, "a"), record(P, 6, "b"), record(P, 7, "c")));

    assertThat(task.preCommit(offsets(8, 0))).as("not confirmed").isEqualTo(offsets(5, 0));
    assertThat(context.offsets).as("no seek from preCommit").isEmpty();
    assertThat(context.timeout).as("called again at once").isEqualTo(1);
    task.put(List.of(record(Q, 3, "d")));
    assertThat(context.offsets).containsOnly(Map.entry(P, 5L), Map.entry(Q, 3L));
    assertThat(task.preCommit(offsets(8, 4)))
        .as("Connect has not gone back yet")
        .isEqualTo(offsets(5, 3));

    Awaitility.await()
        .untilAsserted(
            () -> {
              task.put(List.of());
              assertThat(paused).isEmpty();
            });
    assertThat(task.preCommit(offsets(5, 3))).isEqualTo(offsets(5, 3));
    task.put(List.of(record(P, 5, "a"), record(P, 6, "b"), record(P, 7, "c"), record(Q, 3, "d")));
    assertThat(task.preCommit(offsets(8, 4))).isEqualTo(offsets(8, 4));
    assertThat(bodies()).endsWith("a", "b", "c", "d");
  }

  @Test
  void neverSeeksOnAPartitionThatIsNoLongerOurs() {
    start();
    devo.faults().resetAfterMessages(1);
    task.put(List.of(record(P, 5, "a"), record(Q, 1, "b")));
    assertThat(task.preCommit(offsets(6, 2))).isEqualTo(offsets(5, 1));

    task.close(List.of(P));
    task.put(List.of());

    assertThat(context.offsets).containsOnly(Map.entry(Q, 1L));
  }

  @Test
  void pausesWhileItBacksOffAndSetsBackWhatIsNew() {
    start("retry.backoff.ms", "3600000", "retry.backoff.max.ms", "3600000");
    devo.faults().resetAfterMessages(1);
    task.put(List.of(record(P, 5, "a")));
    assertThat(task.preCommit(offsets(6, 0))).isEqualTo(offsets(5, 0));
    task.put(List.of());
    assertThat(paused).containsExactlyInAnyOrder(P, Q);
    assertThat(context.timeout).isBetween(1L, 3_600_000L);

    context.offsets.clear();
    task.put(List.of(record(Q, 9, "new"), record(Q, 10, "new")));

    assertThat(context.offsets).containsOnly(Map.entry(P, 5L), Map.entry(Q, 9L));
    assertThat(bodies()).containsExactly("a");
  }

  @Test
  void pausesForAReceiverThatStandsStillAndResumesLater() {
    start();
    devo.faults().stall();
    for (int offset = 0; paused.isEmpty(); offset++) {
      assertThat(offset).as("paused long before").isLessThan(40);
      task.put(List.of(record(P, offset, "x".repeat(1 << 20))));
    }
    assertThat(paused).containsExactlyInAnyOrder(P, Q);

    devo.faults().release();
    Awaitility.await()
        .untilAsserted(
            () -> {
              task.put(List.of());
              assertThat(paused).isEmpty();
            });
  }

  @Test
  void asksForACommitByAge() {
    start("confirm.interval.ms", "200");
    task.put(List.of(record(P, 5, "a")));
    assertThat(context.commitRequested).isFalse();
    assertThat(context.timeout).isBetween(1L, 200L);

    Awaitility.await()
        .untilAsserted(
            () -> {
              task.put(List.of());
              assertThat(context.commitRequested).isTrue();
            });
  }

  @Test
  void handsWhatCannotBeSentToTheReporterAndSendsTheRest() {
    start();
    var reported = new ArrayList<String>();
    context.reporter =
        (record, error) -> {
          reported.add(record.kafkaOffset() + " " + error.getMessage());
          return CompletableFuture.completedFuture(null);
        };
    var bad = record(P, 6, "b");
    bad.headers().addString("devo.tag", "none");

    task.put(List.of(record(P, 5, "a"), bad, record(P, 7, "c")));

    assertThat(task.preCommit(offsets(8, 0))).isNotEmpty();
    assertThat(bodies()).containsExactly("a", "c");
    assertThat(reported).singleElement().asString().startsWith("6 SinkError 602: ");
  }

  @Test
  void failsOnWhatCannotBeSentWhereNobodyTakesIt() {
    start();
    var bad = record(P, 6, "b");
    bad.headers().addString("devo.tag", "none");

    assertThatThrownBy(() -> task.put(List.of(bad)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "SinkError 602: The record at events-0 offset 6 has no valid Devo tag: none");
  }

  @Test
  void throwsARefusedCertificateFromPutAndNeverFromPreCommit(@TempDir Path directory) {
    var certificates = TestCertificates.create(directory);
    try (var cloud = FakeDevo.tls(certificates.context(certificates.untrusted()))) {
      var secret = certificates.client().keyPem().lines().skip(1).findFirst().orElseThrow();
      start(
          "endpoint", cloud.endpoint().toString(),
          "ssl.keystore.type", "PEM",
          "ssl.keystore.certificate.chain", certificates.client().chainPem(),
          "ssl.keystore.key", certificates.client().keyPem(),
          "ssl.truststore.type", "PEM",
          "ssl.truststore.certificates", certificates.authorityPem());
      task.put(List.of(record(P, 0, "a")));

      assertThat(task.preCommit(offsets(1, 0))).isEqualTo(offsets(0, 0));
      assertThatThrownBy(() -> task.put(List.of()))
          .isInstanceOf(ApiException.class)
          .hasMessageStartingWith("SinkError 601: The TLS handshake with " + cloud.endpoint())
          .hasStackTraceContaining("PKIX")
          .satisfies(e -> assertThat(Throwables.getStackTrace(e)).doesNotContain(secret));
      assertThat(Path.of("target/test.log")).content().doesNotContain(secret);
      assertThat(task.preCommit(offsets(1, 0)))
          .as("nor while the task ends")
          .isEqualTo(offsets(0, 0));
    }
  }

  @Test
  void stopsAtOnceWhileTheReceiverStandsStill() {
    start();
    devo.faults().stall();
    task.put(List.of(record(P, 5, "x".repeat(8 << 20))));
    var start = System.nanoTime();

    task.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  private void start(String... more) {
    var settings = new HashMap<String, String>();
    settings.put("endpoint", devo.endpoint().toString());
    settings.put("tag", "my.app.a");
    settings.put("max.event.bytes", "10000000");
    var pairs = Arrays.asList(more);
    for (int index = 0; index < pairs.size(); index += 2) {
      settings.put(pairs.get(index), pairs.get(index + 1));
    }
    task.initialize(context);
    task.start(settings);
  }

  private static SinkRecord record(TopicPartition partition, long offset, String value) {
    return new SinkRecord(
        partition.topic(), partition.partition(), null, null, null, value, offset);
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(long p, long q) {
    return Map.of(P, new OffsetAndMetadata(p), Q, new OffsetAndMetadata(q));
  }

  private List<String> bodies() {
    return devo.messages().stream().map(SyslogMessage::body).toList();
  }
}
