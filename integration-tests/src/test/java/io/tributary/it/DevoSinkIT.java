// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.connect.rest.ConnectorOffset;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.RsyslogReceiver;
import io.tributary.testkit.devo.SyslogMessage;
import io.tributary.testkit.http.CuttingProxy;
import io.tributary.testkit.http.TestCertificates;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The sink in a real worker, from a topic to receivers over mutual TLS. */
class DevoSinkIT {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final int RECORDS = 10_000;

  @Test
  void deliversATopicAndCommitsItsOffsets() {
    var certificates = TestCertificates.create(Stack.directory("sink-certificates"));
    try (var devo = FakeDevo.tls(certificates)) {
      var bodies = produce("sink-fake");
      Stack.rest().create("sink-fake", sink("sink-fake", devo.endpoint().toString(), certificates));

      devo.awaitMessages(RECORDS, SOON);
      awaitCommitted("sink-fake");

      assertThat(devo.messages().stream().map(SyslogMessage::body).toList())
          .containsExactlyElementsOf(bodies);
      assertThat(devo.tables()).containsOnlyKeys("my.app.it.header");
      assertThat(devo.malformed()).isEmpty();
      Stack.rest().delete("sink-fake");
    }
  }

  @Test
  void aRealRsyslogHoldsExactlyTheTopic() {
    assumeTrue(RsyslogReceiver.missing().isEmpty(), RsyslogReceiver.missing());
    var directory = Stack.directory("rsyslog");
    var certificates = TestCertificates.create(directory);
    try (var rsyslog = RsyslogReceiver.start(directory, certificates)) {
      var bodies = produce("sink-rsyslog");
      Stack.rest().create("sink-rsyslog", sink("sink-rsyslog", rsyslog.endpoint(), certificates));

      awaitCommitted("sink-rsyslog");
      Awaitility.await().atMost(SOON).until(() -> rsyslog.messages().size() >= RECORDS);

      assertThat(rsyslog.messages().stream().map(DevoSinkIT::body).toList())
          .containsExactlyElementsOf(bodies);
      Stack.rest().delete("sink-rsyslog");
    }
  }

  @Test
  void tenResetsInMidStreamLoseNothingThatRsyslogShouldHold() {
    assumeTrue(RsyslogReceiver.missing().isEmpty(), RsyslogReceiver.missing());
    var directory = Stack.directory("rsyslog-cut");
    var certificates = TestCertificates.create(directory);
    try (var rsyslog = RsyslogReceiver.start(directory, certificates);
        var proxy = CuttingProxy.start(rsyslog.port(), 20261122, 10, 30_000)) {
      var bodies = produce("sink-cut");
      var endpoint = "tls://localhost:" + proxy.port();
      Stack.rest().create("sink-cut", sink("sink-cut", endpoint, certificates));

      awaitCommitted("sink-cut");
      var received = new HashSet<String>();
      Awaitility.await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                rsyslog.messages().stream().map(DevoSinkIT::body).forEach(received::add);
                assertThat(received).containsAll(bodies);
              });

      assertThat(proxy.cutsLeft()).isZero();
      assertThat(Stack.rest().status("sink-cut").running()).isTrue();
      Stack.rest().delete("sink-cut");
    }
  }

  private static Map<String, String> sink(
      String topic, String endpoint, TestCertificates certificates) {
    var config = new HashMap<String, String>();
    config.put("connector.class", "io.tributary.devo.DevoSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", topic);
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("endpoint", endpoint);
    config.put("tag", "my.app.it.constant");
    config.put("confirm.interval.ms", "1000");
    config.put("retry.backoff.ms", "50");
    config.put("retry.backoff.max.ms", "500");
    config.put("ssl.keystore.type", "PEM");
    config.put("ssl.keystore.key", certificates.client().keyPem());
    config.put("ssl.keystore.certificate.chain", certificates.client().chainPem());
    config.put("ssl.truststore.type", "PEM");
    config.put("ssl.truststore.certificates", certificates.authorityPem());
    return config;
  }

  private static List<String> produce(String topic) {
    Stack.broker().createTopic(topic, 1, Map.of());
    var bodies =
        IntStream.range(0, RECORDS).mapToObj(n -> "{\"n\":" + n + ",\"name\":\"Zoë 😀\"}").toList();
    var settings = Map.<String, Object>of("bootstrap.servers", Stack.broker().bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (var body : bodies) {
        var record = new ProducerRecord<>(topic, body, body);
        record.headers().add("devo.tag", "my.app.it.header".getBytes(UTF_8));
        var unused = producer.send(record);
      }
    }
    return bodies;
  }

  private static void awaitCommitted(String name) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> Stack.rest().offsets(name).stream().anyMatch(DevoSinkIT::isAtEnd));
  }

  private static boolean isAtEnd(ConnectorOffset offset) {
    return offset.offset() != null
        && String.valueOf(offset.offset().get("kafka_offset")).equals(String.valueOf(RECORDS));
  }

  private static String body(String line) {
    return line.substring(line.indexOf(": ") + 2);
  }
}
