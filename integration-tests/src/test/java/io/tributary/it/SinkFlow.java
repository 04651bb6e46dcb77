// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.TestCertificates;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A topic, a sink that reads it, and the far side it sends to. It knows what the topic holds, and
 * checks at every look that nothing is committed which the far side does not hold.
 */
final class SinkFlow implements AutoCloseable {
  private static final int TICK_MILLIS = 50;

  // With more in flight, the first of a topic so new that it is refused would never get in again.
  private static final String ONE_BY_ONE = "max.in.flight.requests.per.connection";

  private final String name;
  private final EventReceiver farSide;
  private final SinkEvents events;
  private final SinkGroup group;
  private final KafkaProducer<String, String> producer;
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
  private final int[] produced;
  private final List<BitSet> received;
  private int read;

  SinkFlow(String name, int partitions, EventReceiver farSide, SinkEvents events) {
    this.name = name;
    this.farSide = farSide;
    this.events = events;
    group = new SinkGroup("connect-" + name, name);
    produced = new int[partitions];
    received = IntStream.range(0, partitions).mapToObj(p -> new BitSet()).toList();
    Stack.broker().createTopic(name, partitions, Map.of());
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                Stack.broker().bootstrapServers(),
                "linger.ms",
                20,
                ONE_BY_ONE,
                1),
            new StringSerializer(),
            new StringSerializer());
  }

  String name() {
    return name;
  }

  EventReceiver farSide() {
    return farSide;
  }

  SinkGroup group() {
    return group;
  }

  /** The connector: two tasks, quick to confirm and to try again. */
  Map<String, String> config(TestCertificates certificates) {
    var config = new HashMap<>(farSide.settings());
    config.put("connector.class", "io.tributary.devo.DevoSinkConnector");
    config.put("tasks.max", "2");
    config.put("topics", name);
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("consumer.override.session.timeout.ms", "3000");
    config.put("consumer.override.heartbeat.interval.ms", "300");
    config.put("tag", "my.app.it.constant");
    config.put("confirm.interval.ms", "500");
    config.put("retry.backoff.ms", "50");
    config.put("retry.backoff.max.ms", "500");
    config.put("ssl.truststore.type", "PEM");
    config.put("ssl.truststore.certificates", certificates.authorityPem());
    if (!config.get("endpoint").startsWith("https://")) {
      config.put("ssl.keystore.type", "PEM");
      config.put("ssl.keystore.key", certificates.client().keyPem());
      config.put("ssl.keystore.certificate.chain", certificates.client().chainPem());
    }
    return config;
  }

  /** Adds so many events to each partition; they are in the topic when this returns. */
  synchronized void produce(int perPartition) {
    for (var count = 0; count < perPartition; count++) {
      for (var partition = 0; partition < produced.length; partition++) {
        var event = events.produced(partition, produced[partition]++);
        var unused = producer.send(new ProducerRecord<>(name, partition, null, event));
      }
    }
    producer.flush();
  }

  /** Goes on adding that many events a second to each partition. */
  void keepProducing(int perSecond) {
    var unused =
        ticks.scheduleAtFixedRate(
            () -> produce(perSecond * TICK_MILLIS / 1000), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** No event is added any more when this returns. */
  void stopProducing() {
    ticks.shutdown();
    produce(0);
  }

  synchronized long produced() {
    return IntStream.of(produced).sum();
  }

  /**
   * Checks that the far side holds everything below the committed offsets.
   *
   * @return how many events are committed
   */
  long look() {
    // The offsets first: what arrives after they were read must not count for them.
    var committed = group.committed();
    received();
    committed.forEach(
        (partition, offset) ->
            assertThat((long) received.get(partition).nextClearBit(0))
                .as("first event missing in %s-%s", name, partition)
                .isGreaterThanOrEqualTo(offset));
    return committed.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many different events the far side holds; fails if one was never produced. */
  long received() {
    var all = farSide.received();
    for (; read < all.size(); read++) {
      var place = events.place(all.get(read));
      assertThat(place.offset()).as("%s", place).isLessThan(produced(place.partition()));
      received.get(place.partition()).set(place.offset());
    }
    return received.stream().mapToLong(BitSet::cardinality).sum();
  }

  /** Whether all that was produced is committed and, by then, received. */
  boolean isComplete() {
    return look() == produced() && received() == produced();
  }

  private synchronized int produced(int partition) {
    return produced[partition];
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    producer.close();
    farSide.close();
  }
}
