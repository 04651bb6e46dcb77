// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.devo.message.Batch;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Fills batches, one for each tag and host. A batch is ready when it is full or a second old, and
 * all are ready when they use too much memory together. Times are milliseconds of any clock that
 * does not go back.
 */
final class BatchAccumulator {
  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final long MAX_WEIGHT = 8L << 20;

  private record Destination(String tag, String host) {}

  private final int maxBytes;
  private final Consumer<HttpBatch> ready;
  private final Map<Destination, HttpBatch> open = new HashMap<>();

  /** Limits batches to these bytes, or to one event, and passes on those that are ready. */
  BatchAccumulator(int maxBytes, Consumer<HttpBatch> ready) {
    this.maxBytes = maxBytes;
    this.ready = ready;
  }

  /** Adds a message and returns its bytes. */
  long add(Batch.Item item, long now) {
    var line = item.message().body().getBytes(UTF_8);
    var length = HttpBatch.length(line);
    var destination = new Destination(item.message().tag(), item.message().host());
    var batch = open.get(destination);
    if (batch != null && batch.bytes() + length > maxBytes) {
      ready.accept(batch);
      batch = null;
    }
    if (batch == null) {
      batch = new HttpBatch(destination.tag(), destination.host(), now);
      open.put(destination, batch);
    }
    batch.add(item.record(), line);
    return length;
  }

  /** Passes on the batches that are due. */
  void closeDue(long now) {
    var weight = open.values().stream().mapToLong(HttpBatch::weight).sum();
    if (weight > Math.max(MAX_WEIGHT, maxBytes)) {
      closeAll();
    } else {
      close(now - LINGER.toMillis());
    }
  }

  void closeAll() {
    close(Long.MAX_VALUE);
  }

  /** The time until a batch is due. */
  Duration untilDue(long now) {
    var oldest = open.values().stream().mapToLong(HttpBatch::since).min().orElse(now);
    var left = LINGER.minusMillis(now - oldest);
    return left.isNegative() ? Duration.ZERO : left;
  }

  void revoke(Collection<TopicPartition> partitions) {
    open.values().forEach(batch -> batch.revoke(partitions));
    open.values().removeIf(HttpBatch::isEmpty);
  }

  Collection<HttpBatch> all() {
    return open.values();
  }

  private void close(long before) {
    open.values().stream().filter(batch -> batch.since() <= before).forEach(ready);
    open.values().removeIf(batch -> batch.since() <= before);
  }
}
