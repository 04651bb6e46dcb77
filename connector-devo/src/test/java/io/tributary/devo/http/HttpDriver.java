// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.HttpSinkFixture;
import io.tributary.devo.config.SinkConfigValidator;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.devo.message.RecordPosition;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.TestCertificates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** An HTTP transport, and what has become of its messages. */
final class HttpDriver implements AutoCloseable {
  final HttpTransport transport;
  final List<Outcome> outcomes = new ArrayList<>();
  private final Map<TopicPartition, Long> next = new HashMap<>();

  HttpDriver(FakeDevoHttp devo, TestCertificates certificates, String... more) {
    this(HttpSinkFixture.settings(devo.url().toString(), certificates, more));
  }

  HttpDriver(Map<String, String> settings) {
    var config = SinkConfigValidator.parse(settings);
    transport = new HttpTransport(config, () -> System.nanoTime() / 1_000_000, () -> 0.5);
  }

  /** Sends the next events of the partition P under one tag. */
  HttpDriver send(String tag, String... bodies) {
    return send(HttpSinkFixture.P, tag, bodies);
  }

  HttpDriver send(TopicPartition partition, String tag, String... bodies) {
    var first = next.getOrDefault(partition, 0L);
    next.put(partition, first + bodies.length);
    var items = new ArrayList<Batch.Item>();
    for (var body : bodies) {
      items.add(item(partition, first + items.size(), tag, body));
    }
    return send(items);
  }

  HttpDriver send(List<Batch.Item> items) {
    transport.send(new Batch(items));
    return this;
  }

  static Batch.Item item(TopicPartition partition, long offset, String tag, String body) {
    var record = HttpSinkFixture.record(partition, offset, body);
    var message = new DevoMessage(tag, Instant.EPOCH, "kc1", body);
    return new Batch.Item(record, RecordPosition.of(record), message);
  }

  /** Goes on until everything has ended. */
  HttpDriver settle() {
    return until(() -> transport.heldBytes() == 0);
  }

  /** Goes on until the condition holds. */
  HttpDriver until(BooleanSupplier condition) {
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              transport.confirm();
              var unused = transport.await(Duration.ofMillis(5));
              outcomes.addAll(transport.poll());
              return condition.getAsBoolean();
            });
    return this;
  }

  /** The offsets that were taken, in this order. */
  List<Long> taken() {
    return ofType(Outcome.Taken.class)
        .flatMap(taken -> taken.messages().stream())
        .map(RecordPosition::offset)
        .toList();
  }

  List<Outcome.Refused> refused() {
    return ofType(Outcome.Refused.class).toList();
  }

  List<Outcome.Delayed> delayed() {
    return ofType(Outcome.Delayed.class).toList();
  }

  /** The only refusal. */
  Outcome.Refused onlyRefusal() {
    assertThat(refused()).hasSize(1);
    return refused().get(0);
  }

  static String[] bodies(String prefix, int count) {
    var bodies = new String[count];
    Arrays.setAll(bodies, number -> prefix + number);
    return bodies;
  }

  private <T extends Outcome> Stream<T> ofType(Class<T> type) {
    return outcomes.stream().filter(type::isInstance).map(type::cast);
  }

  @Override
  public void close() {
    transport.close();
  }
}
