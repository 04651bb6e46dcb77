// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.TestCertificates;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The sink in a real worker, from a topic of two partitions to an HTTP intake that often fails. */
class DevoHttpSinkIT {
  private static final String NAME = "sink-http";
  private static final int RECORDS = 10_000;

  @Test
  void deliversATopicThroughFaultsAndNeverCommitsAheadOfDevo() {
    var certificates = TestCertificates.create(Stack.directory("http-certificates"));
    var bodies = produce();
    try (var devo = FakeDevoHttp.start(certificates)) {
      devo.limit(600);
      devo.faults()
          .everyNth(
              3,
              20261122,
              Fault.tooManyRequests("0.1"),
              Fault.status(500),
              Fault.resetBefore(),
              Fault.resetWithin(),
              Fault.resetAfter(),
              Fault.slow(Duration.ofMillis(300)));
      Stack.rest().create(NAME, sink(devo, certificates));

      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> committed(devo, bodies) == 2 * RECORDS);

      assertThat(Set.copyOf(devo.bodies())).isEqualTo(everything(bodies));
      assertThat(devo.faults().count()).isGreaterThan(20);
      assertThat(devo.malformed()).isEmpty();
      assertThat(devo.requests().toString()).as("the canary travels").contains("canary");
      assertThat(Stack.rest().status(NAME).running()).isTrue();
      assertThat(Stack.rest().get("/connectors/" + NAME + "/status").toString())
          .doesNotContain("canary");
      assertThat(Stack.worker().log()).content().contains("SinkError 600").doesNotContain("canary");
      Stack.rest().delete(NAME);
    }
  }

  /** The sum of the committed offsets; what is below each must have been received. */
  private static long committed(FakeDevoHttp devo, List<List<String>> bodies) {
    var offsets = Stack.rest().offsets(NAME);
    var received = new HashSet<>(devo.bodies());
    long sum = 0;
    for (var offset : offsets) {
      var partition = Integer.parseInt(String.valueOf(offset.partition().get("kafka_partition")));
      var committed = Integer.parseInt(String.valueOf(offset.offset().get("kafka_offset")));
      assertThat(received).containsAll(bodies.get(partition).subList(0, committed));
      sum += committed;
    }
    return sum;
  }

  private static Set<String> everything(List<List<String>> bodies) {
    var all = new HashSet<String>();
    bodies.forEach(all::addAll);
    return all;
  }

  private static Map<String, String> sink(FakeDevoHttp devo, TestCertificates certificates) {
    var config = new HashMap<String, String>();
    config.put("connector.class", "io.tributary.devo.DevoSinkConnector");
    config.put("tasks.max", "2");
    config.put("topics", NAME);
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("endpoint", devo.url().toString());
    config.put("domain", FakeDevoHttp.DOMAIN);
    config.put("token", FakeDevoHttp.TOKEN);
    config.put("tag", "my.app.it.http");
    config.put("compression", "gzip");
    config.put("batch.max.bytes", "5000");
    config.put("confirm.interval.ms", "300");
    config.put("retry.backoff.ms", "50");
    config.put("retry.backoff.max.ms", "500");
    config.put("ssl.truststore.type", "PEM");
    config.put("ssl.truststore.certificates", certificates.authorityPem());
    return config;
  }

  /** Fills both partitions; returns what each holds. */
  private static List<List<String>> produce() {
    Stack.broker().createTopic(NAME, 2, Map.of());
    var settings = Map.<String, Object>of("bootstrap.servers", Stack.broker().bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      var all = List.of(bodies(0), bodies(1));
      for (int partition = 0; partition < 2; partition++) {
        for (var body : all.get(partition)) {
          var unused = producer.send(new ProducerRecord<>(NAME, partition, body, body));
        }
      }
      return all;
    }
  }

  private static List<String> bodies(int partition) {
    return IntStream.range(0, RECORDS)
        .mapToObj(n -> "{\"p\":" + partition + ",\"n\":" + n + ",\"name\":\"Zoë 😀\"}")
        .toList();
  }
}
