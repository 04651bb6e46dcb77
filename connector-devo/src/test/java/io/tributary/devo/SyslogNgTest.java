// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.testkit.devo.SyslogNgReceiver;
import io.tributary.testkit.devo.SyslogNgReceiver.WhenFull;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The sink with a receiver that stops reading while its own destination is full. */
@Timeout(60)
class SyslogNgTest {
  private static final TopicPartition P = new TopicPartition("events", 0);
  private static final Instant TIME = Instant.parse("2025-03-04T05:06:07.089Z");
  private static final String HEADER = "<14>2025-03-04T05:06:07.089Z kc1 my.app.a: ";

  /** More than 64 KiB in the pipe, 100 messages in syslog-ng and the buffers of both kernels. */
  private static final int MORE_THAN_ALL_BUFFERS = 6_000;

  private final SimulatedContext context =
      new SimulatedContext(() -> Set.of(P), paused -> {}, resumed -> {});
  private final DevoSinkTask task = new DevoSinkTask();
  private final List<String> put = new ArrayList<>();
  @TempDir Path directory;
  private TestCertificates certificates;

  @BeforeEach
  void needsSyslogNg() {
    assumeTrue(SyslogNgReceiver.missing().isEmpty(), SyslogNgReceiver.missing());
    certificates = TestCertificates.create(directory);
  }

  @AfterEach
  void stop() {
    task.stop();
  }

  private enum Framing {
    TLS("half-close", "escape"),
    TLS_CLOSE_NOTIFY("close-notify", "escape"),
    TCP("half-close", "escape"),
    TLS_OCTET_COUNTING("half-close", "octet-counting");

    private final String confirm;
    private final String multiline;

    Framing(String confirm, String multiline) {
      this.confirm = confirm;
      this.multiline = multiline;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS", "TCP", "TLS_OCTET_COUNTING"})
  void receivesExactlyWhatWasPutOverSeveralConnections(Framing framing) {
    try (var receiver = receiver(framing)) {
      receiver.drain();
      start(receiver, framing);
      for (int connection = 0; connection < 3; connection++) {
        put(1_000, "Zoë\t🎈\u0007");
        put(1, "ë🎈".repeat(150_000));
        awaitCommitted();
      }

      awaitMessages(receiver);
    }
  }

  @ParameterizedTest
  @EnumSource
  void holdsWhileTheReceiverDoesNotReadAndSendsNothingTwice(Framing framing) {
    try (var receiver = receiver(framing)) {
      start(receiver, framing);
      put(MORE_THAN_ALL_BUFFERS, "Zoë 🎈 " + "x".repeat(1_000));

      Awaitility.await().until(() -> receiver.unreadBytes() > 0);
      assertThat(committed()).as("after it has not read for a second").isZero();
      assertThat(receiver.unreadBytes()).isPositive();
      receiver.drain();
      awaitCommitted();
      put(1, "and it goes on");
      awaitCommitted();

      awaitMessages(receiver);
    }
  }

  @Test
  void readsOctetCountedMessagesWithLineFeeds() {
    try (var receiver = receiver(Framing.TLS_OCTET_COUNTING)) {
      receiver.drain();
      start(receiver, Framing.TLS_OCTET_COUNTING);
      put(100, "Zoë\nsecond line\n\nfourth line 🎈");
      awaitCommitted();

      awaitMessages(receiver);
    }
  }

  /** Each connection may fill a window of its own, so even the sum of all windows is no limit. */
  @Test
  void itsHalfCloseProvesThatItHasReadEverythingButNotThatItHasWrittenIt() {
    try (var receiver = receiver(Framing.TCP)) {
      start(receiver, Framing.TCP);
      for (int connection = 0; connection < 15; connection++) {
        put(80, "x".repeat(2_000));
        awaitCommitted();
      }

      assertThat(receiver.messages()).isEmpty();
      receiver.drain();
      awaitMessages(receiver);
    }
  }

  @Test
  void itsHalfCloseProvesNothingWithoutFlowControl() {
    try (var receiver = SyslogNgReceiver.startTcp(directory, WhenFull.DROPS)) {
      start(receiver, Framing.TCP);
      put(MORE_THAN_ALL_BUFFERS, "x".repeat(1_000));
      awaitCommitted();

      receiver.drain();
      Awaitility.await().until(() -> receiver.messages().size() > 900);
      put(1, "behind all others");
      awaitCommitted();
      Awaitility.await().until(() -> last(receiver.messages()).equals(HEADER + last(put)));
      assertThat(receiver.messages()).hasSizeLessThan(put.size());
    }
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }

  private SyslogNgReceiver receiver(Framing framing) {
    return switch (framing) {
      case TLS, TLS_CLOSE_NOTIFY -> SyslogNgReceiver.start(directory, certificates);
      case TCP -> SyslogNgReceiver.startTcp(directory, WhenFull.STOPS_READING);
      case TLS_OCTET_COUNTING -> SyslogNgReceiver.startOctetCounting(directory, certificates);
    };
  }

  private void put(int count, String text) {
    var records = new ArrayList<SinkRecord>();
    for (int number = 0; number < count; number++) {
      var body = put.size() + " " + text;
      records.add(
          new SinkRecord(
              "events",
              0,
              null,
              null,
              null,
              body,
              put.size(),
              TIME.toEpochMilli(),
              TimestampType.CREATE_TIME));
      put.add(body);
    }
    task.put(records);
  }

  /** Calls the task as Connect does. */
  private long committed() {
    task.put(List.of());
    var offsets = Map.of(P, new OffsetAndMetadata(put.size()));
    return task.preCommit(offsets).get(P).offset();
  }

  private void awaitCommitted() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> committed() == put.size());
    assertThat(context.offsets).as("nothing is read from Kafka again").isEmpty();
  }

  private void awaitMessages(SyslogNgReceiver receiver) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> receiver.messages().size() >= put.size());
    assertThat(receiver.messages())
        .containsExactlyElementsOf(put.stream().map(body -> HEADER + body).toList());
  }

  private void start(SyslogNgReceiver receiver, Framing framing) {
    var settings = new HashMap<String, String>();
    settings.put("delivery.confirm", framing.confirm);
    settings.put("multiline.mode", framing.multiline);
    settings.put("endpoint", receiver.endpoint());
    settings.put("tag", "my.app.a");
    settings.put("source.host", "kc1");
    if (receiver.endpoint().startsWith("tls")) {
      settings.put("ssl.keystore.type", "PEM");
      settings.put("ssl.keystore.certificate.chain", certificates.client().chainPem());
      settings.put("ssl.keystore.key", certificates.client().keyPem());
      settings.put("ssl.truststore.type", "PEM");
      settings.put("ssl.truststore.location", certificates.authorityFile().toString());
    }
    task.initialize(context);
    task.start(settings);
  }
}
