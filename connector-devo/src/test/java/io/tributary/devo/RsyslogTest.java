package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.testkit.TestCertificates;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The sink against a receiver that is not of our making. */
class RsyslogTest {
  private static final Instant TIME = Instant.parse("2025-03-04T05:06:07.089Z");

  private static final String HEADER = "<14>2025-03-04T05:06:07.089Z kc1 my.app.a: ";
  private static final TopicPartition PARTITION = new TopicPartition("events", 0);

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
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void receivesExactlyWhatWasPutOverSeveralConnections(String protocol) throws Exception {
    var put = new ArrayList<String>();
    try (var rsyslog = RsyslogReceiver.start(directory, certificates)) {
      start(rsyslog, Map.of("ssl.enabled.protocols", protocol));
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

  private void putAndConfirm(long first, List<String> bodies) {
    var records = new ArrayList<SinkRecord>();
    for (var body : bodies) {
      records.add(
          new SinkRecord(
              "events",
              0,
              null,
              null,
              null,
              body,
              first + records.size(),
              TIME.toEpochMilli(),
              TimestampType.CREATE_TIME));
    }
    task.put(records);
    var offsets = Map.of(PARTITION, new OffsetAndMetadata(first + records.size()));
    assertThat(task.preCommit(offsets)).isEqualTo(offsets);
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
    var settings = new HashMap<>(more);
    settings.put("endpoint", rsyslog.endpoint());
    settings.put("tag", "my.app.a");
    settings.put("source.host", "kc1");
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.certificate.chain", certificates.client().chainPem());
    settings.put("ssl.keystore.key", certificates.client().keyPem());
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", certificates.authorityFile().toString());
    task.initialize(new SimulatedContext(() -> Set.of(PARTITION), paused -> {}, resumed -> {}));
    task.start(settings);
  }
}
