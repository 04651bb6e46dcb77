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
 * Batches being filled, one for each tag and host. Each leaves when it is full or a second old; all
 * leave when they are too much together. Times are milliseconds of any clock that does not go back.
 */
final class BatchAccumulator {
  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final long MOST_WEIGHT = 8L << 20;

  private record Address(String tag, String host) {}

  private final int maxBytes;
  private final Consumer<HttpBatch> ready;
  private final Map<Address, HttpBatch> open = new HashMap<>();

  /** Batches of at most so many bytes, or of one event; {@code ready} takes what leaves. */
  BatchAccumulator(int maxBytes, Consumer<HttpBatch> ready) {
    this.maxBytes = maxBytes;
    this.ready = ready;
  }

  /** Adds a message; returns its bytes. */
  long add(Batch.Item item, long now) {
    var line = item.message().body().getBytes(UTF_8);
    var length = HttpBatch.length(line);
    var address = new Address(item.message().tag(), item.message().host());
    var batch = open.get(address);
    if (batch != null && batch.bytes() + length > maxBytes) {
      ready.accept(batch);
      batch = null;
    }
    if (batch == null) {
      batch = new HttpBatch(address.tag(), address.host(), now);
      open.put(address, batch);
    }
    batch.add(item.record(), line);
    return length;
  }

  /** Lets go what is due. */
  void closeDue(long now) {
    var weight = open.values().stream().mapToLong(HttpBatch::weight).sum();
    if (weight > Math.max(MOST_WEIGHT, maxBytes)) {
      closeAll();
    } else {
      close(now - LINGER.toMillis());
    }
  }

  void closeAll() {
    close(Long.MAX_VALUE);
  }

  /** How long until something is due. */
  Duration untilDue(long now) {
    var oldest = open.values().stream().mapToLong(HttpBatch::since).min().orElse(now);
    var left = LINGER.minusMillis(now - oldest);
    return left.isNegative() ? Duration.ZERO : left;
  }

  void forget(Collection<TopicPartition> partitions) {
    open.values().forEach(batch -> batch.forget(partitions));
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
