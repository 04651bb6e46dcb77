// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic with gaps in its offsets, the group's committed offsets, and Devo's copy of it. It checks
 * every commit: Devo or the dead letter queue must have every record below it, and no commit may go
 * back.
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

  private final Map<TopicPartition, NavigableMap<Long, Kind>> records = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();
  private final Set<String> poison = new HashSet<>();
  private final Set<String> received = new HashSet<>();
  private final Set<String> dead = new HashSet<>();
  private final int tags;
  private final boolean goesOn;
  private Supplier<? extends Collection<String>> receiver = List::of;

  /** Partitions of equal length with events only. */
  SimulatedTopic(int partitions, int length) {
    tags = 1;
    goesOn = false;
    for (int number = 0; number < partitions; number++) {
      var log = new TreeMap<Long, Kind>();
      for (long offset = 0; offset < length; offset++) {
        log.put(offset, Kind.EVENT);
      }
      add(number, log);
    }
  }

  /**
   * Up to three partitions with gaps, with records that never become events, with events of up to
   * three tags, and with events that are refused at any place, even at all.
   *
   * @param fresh whether a partition may begin with offset zero, as only a new one does
   * @param goesOn whether events come until the end. If not, few of them are refused, because
   *     nobody could tell whose fault it is
   */
  SimulatedTopic(Random random, boolean fresh, boolean goesOn) {
    this.goesOn = goesOn;
    var partitions = 1 + random.nextInt(3);
    tags = random.nextInt(3) == 0 ? 3 : 1;
    for (int number = 0; number < partitions; number++) {
      var log = new TreeMap<Long, Kind>();
      var length = random.nextInt(5) == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(120);
      long offset = fresh ? 0 : 1 + random.nextInt(5);
      for (int count = 0; count < length; count++) {
        log.put(offset, kind(random));
        offset += random.nextInt(10) == 0 ? 1 + random.nextInt(5) : 1;
      }
      spoil(log, random);
      if (!goesOn) {
        // One at most, of up to three partitions: fewer than would blame the receiver.
        log.entrySet().stream()
            .filter(entry -> entry.getValue() == Kind.POISON)
            .skip(1)
            .forEach(entry -> entry.setValue(Kind.EVENT));
      }
      add(number, log);
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

  /** Events that are refused at the places where a rule ends. */
  private static void spoil(NavigableMap<Long, Kind> log, Random random) {
    var where = random.nextInt(8);
    if (where <= 1) {
      log.put(log.firstKey(), Kind.POISON);
    }
    if (where >= 1 && where <= 2) {
      log.put(log.lastKey(), Kind.POISON);
    }
    if (where == 3) {
      var first = random.nextInt(log.size());
      log.keySet().stream().skip(first).limit(12).forEach(at -> log.put(at, Kind.POISON));
    }
  }

  private void add(int number, NavigableMap<Long, Kind> log) {
    var partition = new TopicPartition("events", number);
    records.put(partition, log);
    log.forEach(
        (offset, kind) -> {
          if (kind == Kind.POISON) {
            poison.add(event(partition, offset));
          }
        });
  }

  static String event(TopicPartition partition, long offset) {
    return partition.partition() + "@" + offset;
  }

  String tag(TopicPartition partition, long offset) {
    return "my.app." + (char) ('a' + event(partition, offset).hashCode() / 5 % tags);
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

  boolean goesOn() {
    return goesOn;
  }

  /** Another event comes. */
  void append(Random random) {
    var log = records.get(partitions().get(random.nextInt(records.size())));
    log.put(log.lastKey() + 1 + random.nextInt(2), Kind.EVENT);
  }

  /** Some records are compacted away, but never the last of a partition. */
  void compact(Random random) {
    for (var entry : records.entrySet()) {
      var last = entry.getValue().lastKey();
      entry.getValue().keySet().removeIf(at -> at < last && random.nextInt(3) == 0);
    }
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

  /** The events in the dead letter queue. */
  Set<String> buried() {
    return Set.copyOf(dead);
  }

  public boolean isPoison(String event) {
    return poison.contains(event);
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
          assertThat(offset.offset())
              .as("committed of %s", partition)
              .isGreaterThanOrEqualTo(committed.getOrDefault(partition, 0L));
          committed.put(partition, offset.offset());
        });
  }

  boolean isAllCommitted() {
    return records.entrySet().stream()
        .allMatch(entry -> committed(entry.getKey()) > entry.getValue().lastKey());
  }

  /** The records from the committed offsets on, by partition. */
  Map<TopicPartition, Map<Long, Kind>> uncommitted() {
    var left = new HashMap<TopicPartition, Map<Long, Kind>>();
    records.forEach((at, log) -> left.put(at, log.tailMap(committed(at), true)));
    left.values().removeIf(Map::isEmpty);
    return left;
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
