// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.coverage;

import io.tributary.tool.io.CommandFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed in a topic now. It belongs to no consumer group and changes nothing. */
public final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** An event may be dated ahead of the record that carries it. */
  private static final Duration DATED_AHEAD = Duration.ofDays(1);

  private final Map<String, Object> client;
  private final Instant from;

  /**
   * A scan of the records that can hold events from a time on.
   *
   * @param given the settings of the client, with {@code bootstrap.servers}
   * @param from UTC
   */
  public TopicScan(Map<String, String> given, Instant from) {
    client = new HashMap<>();
    var patience = Long.toString(PATIENCE.toMillis());
    client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    client.putAll(given);
    client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    client.remove(ConsumerConfig.GROUP_ID_CONFIG);
    client.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
    client.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    this.from = from;
  }

  /**
   * Passes on each record of a topic.
   *
   * @param progress is told which part of the topic has been read, from 0 to 1
   * @throws CommandFailedException if there is no such topic, or it stays silent before its end
   * @throws org.apache.kafka.common.KafkaException if Kafka cannot be read
   */
  public void read(
      String topic, Consumer<ConsumerRecord<byte[], byte[]>> each, DoubleConsumer progress) {
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(client, bytes, bytes)) {
      var partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      var ends = consumer.endOffsets(partitions);
      seek(consumer, ends);
      var begin = sum(consumer, partitions);
      var all = Math.max(1, ends.values().stream().mapToLong(Long::longValue).sum() - begin);
      var last = begin;
      var heard = System.nanoTime();
      while (partitions.stream().anyMatch(one -> consumer.position(one) < end(ends, one))) {
        for (var record : consumer.poll(POLL)) {
          each.accept(record);
        }
        var now = sum(consumer, partitions);
        if (now != last) {
          heard = System.nanoTime();
        } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
          throw new CommandFailedException(
              "Kafka sends nothing more of " + topic + " before its end.");
        }
        last = now;
        progress.accept(Math.min(1, (double) (now - begin) / all));
      }
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    var infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new CommandFailedException("There is no topic " + topic + ".");
    }
    return infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  private void seek(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    var time = Math.max(0, from.minus(DATED_AHEAD).toEpochMilli());
    var times = new HashMap<TopicPartition, Long>();
    ends.keySet().forEach(partition -> times.put(partition, time));
    consumer
        .offsetsForTimes(times)
        .forEach(
            (partition, found) ->
                consumer.seek(partition, found == null ? end(ends, partition) : found.offset()));
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return Objects.requireNonNull(ends.get(partition));
  }

  private static long sum(KafkaConsumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    return partitions.stream().mapToLong(consumer::position).sum();
  }
}
