// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic with gaps in its offsets, the group's committed offsets, and Devo's copy of it. It checks
 * every commit: Devo must have every record below it.
 */
public final class SimulatedTopic {
  /** The fate of a record on its way to the task. */
  enum Kind {
    EVENT,
    /** An event that the receiver never takes. */
    POISON,
    TOMBSTONE,
    DROPPED_BY_A_TRANSFORM
  }

  private final Map<TopicPartition, TreeMap<Long, Kind>> records = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Set<String> received = new HashSet<>();
  private final Set<String> dead = new HashSet<>();
  private Supplier<? extends Collection<String>> receiver = List::of;

  /** Partitions of equal length with events only. */
  SimulatedTopic(int partitions, int length) {
    for (int number = 0; number < partitions; number++) {
      var log = new TreeMap<Long, Kind>();
      for (long offset = 0; offset < length; offset++) {
        log.put(offset, Kind.EVENT);
      }
      records.put(new TopicPartition("events", number), log);
    }
  }

  /** Up to three partitions with gaps and with records that never become events. */
  SimulatedTopic(Random random) {
    var partitions = 1 + random.nextInt(3);
    for (int number = 0; number < partitions; number++) {
      var log = new TreeMap<Long, Kind>();
      long offset = random.nextInt(5);
      for (int count = random.nextInt(120); count >= 0; count--) {
        log.put(offset, kind(random));
        offset += random.nextInt(10) == 0 ? 1 + random.nextInt(5) : 1;
      }
      records.put(new TopicPartition("events", number), log);
    }
  }

  private static Kind kind(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> Kind.TOMBSTONE;
      case 1 -> Kind.DROPPED_BY_A_TRANSFORM;
      case 2 -> random.nextInt(5) == 0 ? Kind.POISON : Kind.EVENT;
      default -> Kind.EVENT;
    };
  }

  static String event(TopicPartition partition, long offset) {
    return partition.partition() + "@" + offset;
  }

  List<TopicPartition> partitions() {
    return new ArrayList<>(records.keySet());
  }

  /** Up to {@code max} records from a position on. */
  Map<Long, Kind> read(TopicPartition partition, long position, int max) {
    var found = new TreeMap<Long, Kind>();
    records.get(partition).tailMap(position, true).entrySet().stream()
        .limit(max)
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    return found;
  }

  long committed(TopicPartition partition) {
    return committed.getOrDefault(partition, records.get(partition).firstKey());
  }

  public void receive(String event) {
    received.add(event);
  }

  /** The dead letter queue has this event. */
  void bury(String event) {
    dead.add(event);
  }

  public boolean isPoison(String event) {
    var at = event.indexOf('@');
    var partition = new TopicPartition("events", Integer.parseInt(event.substring(0, at)));
    return records.get(partition).get(Long.parseLong(event.substring(at + 1))) == Kind.POISON;
  }

  /** The events in the dead letter queue that the receiver would have taken. */
  Set<String> buriedInnocents() {
    var innocents = new HashSet<>(dead);
    innocents.removeIf(this::isPoison);
    return innocents;
  }

  /** Asks a real receiver for its contents before each commit is checked. */
  void receivedBy(Supplier<? extends Collection<String>> receiver) {
    this.receiver = receiver;
  }

  void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    received.addAll(receiver.get());
    offsets.forEach(
        (partition, offset) -> {
          assertThat(missing(partition, offset.offset()))
              .as("below the committed %s of %s, never received", offset.offset(), partition)
              .isEmpty();
          committed.put(partition, offset.offset());
        });
  }

  boolean isAllCommitted() {
    return records.entrySet().stream()
        .allMatch(entry -> committed(entry.getKey()) > entry.getValue().lastKey());
  }

  boolean isAllReceived() {
    return partitions().stream()
        .allMatch(partition -> missing(partition, Long.MAX_VALUE).isEmpty());
  }

  private List<String> missing(TopicPartition partition, long below) {
    return records.get(partition).headMap(below, false).entrySet().stream()
        .filter(entry -> entry.getValue() == Kind.EVENT || entry.getValue() == Kind.POISON)
        .map(entry -> event(partition, entry.getKey()))
        .filter(event -> !received.contains(event) && !dead.contains(event))
        .toList();
  }
}
