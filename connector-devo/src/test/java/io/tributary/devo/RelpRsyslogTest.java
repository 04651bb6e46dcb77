// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static io.tributary.devo.config.MultilineMode.ESCAPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.devo.message.SingleLine;
import io.tributary.testkit.devo.RsyslogReceiver;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RELP with rsyslog's implementation, over mutual TLS. */
@Timeout(600)
class RelpRsyslogTest {
  /** 4,000, or 50,000 with {@code -Plong}. */
  private static final int EVENTS = Integer.getInteger("it.receiver.events", 5_000);

  private static final int PUT = 500;
  private static final int KILLS = 5;
  private static final Instant TIME = Instant.parse("2025-03-04T05:06:07.089Z");
  private static final String HEADER = "<14>2025-03-04T05:06:07.089Z kc1 my.app.a: ";

  @TempDir Path directory;
  private TestCertificates certificates;

  @BeforeEach
  void needsRsyslog() {
    assumeTrue(RsyslogReceiver.missingRelp().isEmpty(), RsyslogReceiver.missingRelp());
    certificates = TestCertificates.create(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void holdsExactlyWhatWasSentOverOneConnection(String protocol) throws IOException {
    var lines = new ArrayList<String>();
    try (var rsyslog = RsyslogReceiver.startRelp(directory, certificates)) {
      try (var transport = transport(rsyslog, protocol)) {
        for (var from = 0; from < EVENTS; from += PUT) {
          var batch = batch(from);
          transport.send(batch);
          batch.messages().forEach(message -> lines.add(HEADER + message.body()));
          if (from % (4 * PUT) == 0) {
            transport.confirm();
            assertThat(rsyslog.messages()).hasSize(lines.size());
          }
        }
        transport.confirm();
        assertThat(rsyslog.messages()).containsExactlyElementsOf(lines);
      }
      assertThat(rsyslog.log()).doesNotContain("session broken");
    }
  }

  @Test
  void nothingThatIsCommittedIsMissingWhenItIsKilledAgainAndAgain() throws IOException {
    var topic = new SimulatedTopic(3, EVENTS / 3);
    var random = new Random(20261122);
    try (var rsyslog = RsyslogReceiver.startRelp(directory, certificates)) {
      topic.receivedBy(() -> bodies(rsyslog));
      var worker = new SimulatedWorker(topic, new Random(3), Transports::open, settings(rsyslog));
      worker.iterate(() -> worker.assign(topic.partitions()));
      var kills = 0;
      for (var step = 0; step < 100_000 && !topic.isAllCommitted(); step++) {
        if (kills < KILLS && random.nextInt(EVENTS / 50 / KILLS) == 0) {
          kills++;
          rsyslog.kill();
          worker.iterate(() -> {});
          rsyslog.restart();
        }
        worker.iterate(() -> {});
      }
      worker.crash();

      assertThat(kills).isEqualTo(KILLS);
      assertThat(topic.isAllCommitted()).isTrue();
      assertThat(topic.isAllReceived()).isTrue();
    }
  }

  /** Every 500th is a megabyte long. */
  private static Batch batch(int from) {
    return TransportFixture.batch(
        IntStream.range(from, from + PUT)
            .mapToObj(
                number -> {
                  var filler = number % 500 == 499 ? "ë🎈".repeat(170_000) : "";
                  var body = SingleLine.of(number + " Zoë 🎈\nnext line " + filler, ESCAPE);
                  return new DevoMessage("my.app.a", TIME, "kc1", body.orElseThrow());
                })
            .toArray(DevoMessage[]::new));
  }

  private static Set<String> bodies(RsyslogReceiver rsyslog) {
    return rsyslog.messages().stream()
        .map(line -> line.substring(line.lastIndexOf(": ") + 2))
        .collect(Collectors.toSet());
  }

  private DrivenTransport transport(RsyslogReceiver rsyslog, String protocol) {
    var settings = settings(rsyslog);
    settings.put("ssl.enabled.protocols", protocol);
    settings.put("timestamp.format", "iso");
    return TransportFixture.transport(rsyslog.endpoint(), settings);
  }

  private Map<String, String> settings(RsyslogReceiver rsyslog) {
    var settings = new HashMap<>(TransportFixture.tls("PEM", certificates));
    settings.put("endpoint", rsyslog.endpoint());
    settings.put("tag", "my.app.a");
    settings.put("retry.backoff.max.ms", "2000");
    return settings;
  }
}
