// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.TestCertificates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;

/** A task that sends to a fake HTTP intake, and its effects on Connect. */
public final class HttpSinkFixture implements AutoCloseable {
  public static final TopicPartition P = new TopicPartition("events", 0);
  public static final TopicPartition Q = new TopicPartition("events", 1);

  public final Set<TopicPartition> paused = new HashSet<>();
  public final List<String> reported = new ArrayList<>();
  public final SimulatedContext context =
      new SimulatedContext(() -> Set.of(P, Q), paused::addAll, paused::removeAll);
  public final DevoSinkTask task = new DevoSinkTask();

  public HttpSinkFixture(FakeDevoHttp devo, TestCertificates certificates, String... more) {
    task.initialize(context);
    task.start(settings(devo.url().toString(), certificates, more));
  }

  /** Settings for a fake intake, with quick retries; null removes one of them. */
  public static Map<String, String> settings(
      String endpoint, TestCertificates certificates, String... more) {
    var settings = new HashMap<String, String>();
    settings.put("endpoint", endpoint);
    settings.put("domain", FakeDevoHttp.DOMAIN);
    settings.put("token", FakeDevoHttp.TOKEN);
    settings.put("tag", "my.app.a");
    settings.put("source.host", "kc1");
    settings.put("retry.backoff.ms", "20");
    settings.put("retry.backoff.max.ms", "100");
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.certificates", certificates.authorityPem());
    var pairs = Arrays.asList(more);
    for (int index = 0; index < pairs.size(); index += 2) {
      settings.put(pairs.get(index), pairs.get(index + 1));
    }
    settings.values().removeIf(Objects::isNull);
    return settings;
  }

  /** From now on reports rejected records instead of failing the task. */
  public HttpSinkFixture reporting() {
    context.reporter =
        (record, error) -> {
          reported.add(
              Thread.currentThread().getName() + "|" + record.value() + "|" + error.getMessage());
          return CompletableFuture.completedFuture(null);
        };
    return this;
  }

  public void put(TopicPartition partition, long first, String... values) {
    var records = new ArrayList<SinkRecord>();
    for (var value : values) {
      records.add(record(partition, first + records.size(), value));
    }
    task.put(records);
  }

  public static SinkRecord record(TopicPartition partition, long offset, String value) {
    return new SinkRecord(
        partition.topic(), partition.partition(), null, null, null, value, offset);
  }

  /**
   * The offsets of P and Q that may be committed when Connect has passed all records below these.
   */
  public Map<TopicPartition, OffsetAndMetadata> commit(long p, long q) {
    return task.preCommit(offsets(p, q));
  }

  /** Goes on as Connect does until all records below these offsets are committed. */
  public void awaitCommit(long p, long q) {
    Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              task.put(List.of());
              assertThat(commit(p, q)).isEqualTo(offsets(p, q));
            });
  }

  public static Map<TopicPartition, OffsetAndMetadata> offsets(long p, long q) {
    return Map.of(P, new OffsetAndMetadata(p), Q, new OffsetAndMetadata(q));
  }

  @Override
  public void close() {
    task.stop();
  }
}
