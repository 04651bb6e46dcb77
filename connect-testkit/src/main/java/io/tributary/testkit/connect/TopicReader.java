// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads topics from their beginning, with headers, and only what is committed: records of open or
 * aborted transactions are not seen. A topic that does not exist yet counts as empty. Every call
 * reads anew. Thread-safe.
 *
 * @param <T> type of keys and values
 */
public final class TopicReader<T> {
  private static final Duration POLL = Duration.ofMillis(100);

  private final String bootstrapServers;
  private final Deserializer<T> deserializer;

  private TopicReader(String bootstrapServers, Deserializer<T> deserializer) {
    this.bootstrapServers = bootstrapServers;
    this.deserializer = deserializer;
  }

  /** A reader of UTF-8 keys and values. */
  public static TopicReader<String> strings(String bootstrapServers) {
    return new TopicReader<>(bootstrapServers, new StringDeserializer());
  }

  /** A reader of keys and values as they are. */
  public static TopicReader<byte[]> bytes(String bootstrapServers) {
    return new TopicReader<>(bootstrapServers, new ByteArrayDeserializer());
  }

  /** Reads until there are at least so many records; fails when they do not come in time. */
  public List<ConsumerRecord<T, T>> untilCount(String topic, int count, Duration timeout) {
    List<ConsumerRecord<T, T>> records =
        read(topic, timeout, (soFar, quietNanos) -> soFar >= count);
    if (records.size() < count) {
      throw new IllegalStateException(
          topic + " has " + records.size() + " of " + count + " records after " + timeout);
    }
    return records;
  }

  /** Reads until nothing has come for the given time, ten minutes at most. */
  public List<ConsumerRecord<T, T>> untilQuiet(String topic, Duration quiet) {
    return read(
        topic, Duration.ofMinutes(10), (soFar, quietNanos) -> quietNanos >= quiet.toNanos());
  }

  /** Reads what is committed now, without waiting for more. */
  public List<ConsumerRecord<T, T>> now(String topic) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions = assign(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<T, T>>();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
      return records;
    }
  }

  private interface Enough {
    boolean test(int soFar, long quietNanos);
  }

  private List<ConsumerRecord<T, T>> read(String topic, Duration timeout, Enough enough) {
    long start = System.nanoTime();
    long last = start;
    var records = new ArrayList<ConsumerRecord<T, T>>();
    try (var consumer = consumer()) {
      while (!enough.test(records.size(), System.nanoTime() - last)
          && System.nanoTime() - start < timeout.toNanos()) {
        if (consumer.assignment().isEmpty() && assign(consumer, topic).isEmpty()) {
          // The topic does not exist yet, and a consumer without partitions cannot poll.
          LockSupport.parkNanos(POLL.toNanos());
          continue;
        }
        var more = consumer.poll(POLL);
        if (!more.isEmpty()) {
          more.forEach(records::add);
          last = System.nanoTime();
        }
      }
    }
    return records;
  }

  private static List<TopicPartition> assign(KafkaConsumer<?, ?> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.listTopics().getOrDefault(topic, List.of()).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }

  private KafkaConsumer<T, T> consumer() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "max.poll.records",
            5000);
    return new KafkaConsumer<>(settings, deserializer, deserializer);
  }
}
