// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The consumer group of a sink that reads one topic, as Kafka's own tools see it. */
record SinkGroup(String name, String topic) {
  private static final Admin ADMIN =
      Admin.create(Map.of("bootstrap.servers", Stack.broker().bootstrapServers()));

  /** Partition to committed offset, where there is one. */
  Map<Integer, Long> committed() {
    var offsets = get(ADMIN.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata());
    var committed = new HashMap<Integer, Long>();
    offsets.forEach(
        (at, offset) -> {
          if (offset != null) {
            committed.put(at.partition(), offset.offset());
          }
        });
    return committed;
  }

  /** How many records of the topic are not committed. */
  long lag() {
    var partitions = get(ADMIN.describeTopics(List.of(topic)).allTopicNames()).get(topic);
    var latest =
        partitions.partitions().stream()
            .collect(
                Collectors.toMap(
                    info -> new TopicPartition(topic, info.partition()),
                    info -> OffsetSpec.latest()));
    var ends = get(ADMIN.listOffsets(latest).all());
    var end = ends.values().stream().mapToLong(info -> info.offset()).sum();
    return end - committed().values().stream().mapToLong(Long::longValue).sum();
  }

  /** The ids its members have had since they joined. */
  Set<String> members() {
    var description = get(ADMIN.describeConsumerGroups(List.of(name)).all()).get(name);
    return description.members().stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
