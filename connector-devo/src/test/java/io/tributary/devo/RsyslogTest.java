// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.testkit.devo.RsyslogReceiver;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sink against a receiver that is not of our making. */
class RsyslogTest {
  private static final Instant TIME = Instant.parse("2025-03-04T05:06:07.089Z");

  private static final String HEADER = "<14>2025-03-04T05:06:07.089Z kc1 my.app.a: ";

  private final DevoSinkTask task = new DevoSinkTask();
  @TempDir Path directory;
  private TestCertificates certificates;

  @BeforeEach
  void needsRsyslog() {
    assumeTrue(RsyslogReceiver.missing().isEmpty(), RsyslogReceiver.missing());
    certificates = TestCertificates.create(directory);
  }

  @AfterEach
  void stop() {
    task.stop();
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, half-close",
    "TLSv1.2, half-close",
    "TLSv1.3, close-notify",
    "TLSv1.2, close-notify"
  })
  void receivesExactlyWhatWasPutOverSeveralConnections(String protocol, String confirm)
      throws Exception {
    var put = new ArrayList<String>();
    try (var rsyslog = RsyslogReceiver.start(directory, certificates)) {
      start(rsyslog, Map.of("ssl.enabled.protocols", protocol, "delivery.confirm", confirm));
      for (int connection = 0; connection < 5; connection++) {
        var bodies = bodies(connection);
        putAndConfirm(put.size(), bodies);
        put.addAll(bodies);
      }

      var lines = put.stream().map(body -> HEADER + body).toList();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> rsyslog.messages().size() >= lines.size());
      assertThat(rsyslog.messages()).containsExactlyElementsOf(lines);
    }
  }

  @Test
  void readsOctetCountedMessages() throws Exception {
    try (var rsyslog = RsyslogReceiver.start(directory, certificates)) {
      start(rsyslog, Map.of("multiline.mode", "octet-counting"));
      putAndConfirm(0, List.of("Zoë\nsecond line", "next"));

      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rsyslog.messages().size() >= 3);
      assertThat(rsyslog.messages())
          .containsExactly(HEADER + "Zoë", "second line", HEADER + "next");
    }
  }

  /** By hand: {@code -Drsyslog.events=25000}. */
  @Test
  void holdsWhatTwoTasksHaveSentFromTwoPartitions() throws Exception {
    var count = Integer.getInteger("rsyslog.events", 1_500);
    var other = new DevoSinkTask();
    try (var rsyslog = RsyslogReceiver.start(directory, certificates)) {
      start(task, 0, rsyslog, Map.of());
      start(other, 1, rsyslog, Map.of());
      var expected = new HashMap<Integer, List<String>>();
      for (var partition : List.of(0, 1)) {
        expected.put(partition, mixed(partition, count));
      }
      for (var from = 0; from < count; from += 500) {
        var to = Math.min(count, from + 500);
        task.put(records(0, from, expected.get(0).subList(from, to)));
        other.put(records(1, from, expected.get(1).subList(from, to)));
        confirm(task, 0, to);
        confirm(other, 1, to);
      }

      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> rsyslog.messages().size() >= 2 * count);
      for (var partition : List.of(0, 1)) {
        assertThat(
                rsyslog.messages().stream().filter(line -> line.contains(": " + partition + "@")))
            .containsExactlyElementsOf(
                expected.get(partition).stream()
                    .map(body -> HEADER + body.replace("\n", "\\n"))
                    .toList());
      }
    } finally {
      other.stop();
    }
  }

  /** Every 500th has a megabyte. */
  private static List<String> mixed(int partition, int count) {
    var bodies = new ArrayList<String>();
    for (var number = 0; number < count; number++) {
      var filler = number % 500 == 499 ? "ë🎈".repeat(170_000) : "";
      bodies.add(partition + "@" + number + " Zoë 🎈\nsecond line " + filler);
    }
    return bodies;
  }

  private void putAndConfirm(long first, List<String> bodies) {
    task.put(records(0, first, bodies));
    confirm(task, 0, first + bodies.size());
  }

  private static void confirm(DevoSinkTask task, int partition, long end) {
    var offsets = Map.of(new TopicPartition("events", partition), new OffsetAndMetadata(end));
    assertThat(task.preCommit(offsets)).isEqualTo(offsets);
  }

  private static List<SinkRecord> records(int partition, long first, List<String> bodies) {
    var records = new ArrayList<SinkRecord>();
    for (var body : bodies) {
      records.add(
          new SinkRecord(
              "events",
              partition,
              null,
              null,
              null,
              body,
              first + records.size(),
              TIME.toEpochMilli(),
              TimestampType.CREATE_TIME));
    }
    return records;
  }

  private static List<String> bodies(int connection) {
    var bodies = new ArrayList<String>();
    for (int number = 0; number < 2_000; number++) {
      bodies.add("{\"id\":\"" + connection + "-" + number + "\",\"u\":\"Zoë 🎈\\n\\u0007\"}");
    }
    bodies.add("{\"long\":\"" + "ë".repeat(450_000) + "\"}");
    return bodies;
  }

  private void start(RsyslogReceiver rsyslog, Map<String, String> more) {
    start(task, 0, rsyslog, more);
  }

  private void start(
      DevoSinkTask task, int partition, RsyslogReceiver rsyslog, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("endpoint", rsyslog.endpoint());
    settings.put("tag", "my.app.a");
    settings.put("source.host", "kc1");
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.certificate.chain", certificates.client().chainPem());
    settings.put("ssl.keystore.key", certificates.client().keyPem());
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", certificates.authorityFile().toString());
    var assigned = Set.of(new TopicPartition("events", partition));
    task.initialize(new SimulatedContext(() -> assigned, paused -> {}, resumed -> {}));
    task.start(settings);
  }
}
