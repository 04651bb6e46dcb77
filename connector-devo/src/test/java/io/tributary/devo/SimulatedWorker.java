// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.SimulatedTopic.Kind;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.message.RecordPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Connect's loop around a sink task and its consumer, step by step as in Kafka 4.3: commit if due,
 * seek if the task requested it, poll (rebalances happen inside), put.
 */
final class SimulatedWorker {
  private final SimulatedTopic topic;
  private final Random random;
  private final DevoSinkTask task;
  private final SimulatedContext context =
      new SimulatedContext(this::assignment, this::pause, this::resume);
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Set<TopicPartition> consumerPaused = new HashSet<>();
  private final Map<TopicPartition, OffsetAndMetadata> lastCommitted = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
  private @Nullable Map<TopicPartition, OffsetAndMetadata> inFlight;
  private final SimulatedLetters letters;
  private @Nullable WatchedTransport transport;
  private long now;
  private final long flushInterval;
  private long nextCommit;

  SimulatedWorker(
      SimulatedTopic topic,
      Random random,
      DevoTransport.Factory transports,
      Map<String, String> settings) {
    this(topic, random, transports, settings, new SimulatedLetters(topic, random, 0));
  }

  SimulatedWorker(
      SimulatedTopic topic,
      Random random,
      DevoTransport.Factory transports,
      Map<String, String> settings,
      SimulatedLetters letters) {
    this.topic = topic;
    this.random = random;
    this.letters = letters;
    flushInterval = List.of(500L, 5_000L, 60_000L).get(random.nextInt(3));
    nextCommit = flushInterval;
    task =
        new DevoSinkTask(
            (config, millis, any) -> {
              transport = new WatchedTransport(transports.open(config, millis, any));
              letters.of(transport);
              return transport;
            },
            () -> now,
            random::nextDouble);
    context.reporter = letters;
    task.initialize(context);
    task.start(settings);
  }

  Set<TopicPartition> assignment() {
    return positions.keySet();
  }

  /** One turn of the loop. Calls {@code rebalance} where the consumer would. */
  void iterate(Runnable rebalance) {
    if (inFlight == null && (context.commitRequested || now >= nextCommit)) {
      commitOffsets(false, assignment());
      nextCommit = now + flushInterval;
      context.commitRequested = false;
    }
    rewind();
    var timeout = Math.max(nextCommit - now, 0);
    if (context.timeout > 0) {
      timeout = Math.min(timeout, context.timeout);
      context.timeout = -1;
    }
    if (random.nextBoolean()) {
      finishCommit(random.nextInt(10) > 0);
    }
    letters.deliver();
    rebalance.run();
    var batch = new ArrayList<SinkRecord>();
    var consumed = poll(batch);
    now += consumed.isEmpty() ? timeout : random.nextInt(2000);
    batch.forEach(record -> transport.put(RecordPosition.of(record)));
    context.timeout = -1;
    task.put(batch);
    current.putAll(consumed);
    requireThatItGoesOn();
  }

  /** Nobody else calls a task whose partitions are paused. */
  private void requireThatItGoesOn() {
    if (!consumerPaused.isEmpty()) {
      assertThat(context.timeout).as("the wait of a paused task").isBetween(1L, 1_000L);
    }
  }

  /** The machine stands still for a while. */
  void jump(long millis) {
    now += millis;
    SinkMark.TIME_JUMPED.reach();
  }

  long now() {
    return now;
  }

  /** The task has failed, so the worker commits what it can and stops it. */
  void fail() {
    var before = committed();
    revoke(Set.copyOf(assignment()));
    if (!before.equals(committed())) {
      SinkMark.COMMITTED_ON_THE_WAY_DOWN.reach();
    }
    task.stop();
  }

  private List<Long> committed() {
    return topic.partitions().stream().map(topic::committed).toList();
  }

  /** The dead letter queue takes everything from now on. */
  void healed() {
    letters.heal();
  }

  boolean lettersRefused() {
    return letters.refused();
  }

  void revoke(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      letters.revoked();
      // A commit that is already in transit arrives before the group continues, or never.
      finishCommit(random.nextBoolean());
      commitOffsets(true, partitions);
      lastCommitted.keySet().removeAll(partitions);
      positions.keySet().removeAll(partitions);
      consumerPaused.removeAll(partitions);
    }
  }

  /** The group has reassigned the partitions before this worker could commit. */
  void lose(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      finishCommit(false);
      task.close(partitions);
      current.keySet().removeAll(partitions);
      lastCommitted.keySet().removeAll(partitions);
      positions.keySet().removeAll(partitions);
      consumerPaused.removeAll(partitions);
    }
  }

  void assign(Collection<TopicPartition> partitions) {
    for (var partition : partitions) {
      positions.put(partition, topic.committed(partition));
      lastCommitted.put(partition, new OffsetAndMetadata(positions.get(partition)));
      current.put(partition, new OffsetAndMetadata(positions.get(partition)));
    }
    context.paused.retainAll(assignment());
    consumerPaused.addAll(context.paused);
    if (!partitions.isEmpty()) {
      task.open(partitions);
      rewind();
    }
  }

  /** The process dies. Data in flight may or may not arrive. */
  void crash() {
    SinkMark.CRASHED.reach();
    finishCommit(random.nextBoolean());
    task.stop();
  }

  private void pause(Collection<TopicPartition> partitions) {
    requireAssigned(partitions);
    consumerPaused.addAll(partitions);
  }

  private void resume(Collection<TopicPartition> partitions) {
    requireAssigned(partitions);
    consumerPaused.removeAll(partitions);
  }

  private void requireAssigned(Collection<TopicPartition> partitions) {
    if (!assignment().containsAll(partitions)) {
      throw new IllegalStateException("not assigned: " + partitions);
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> poll(List<SinkRecord> batch) {
    var consumed = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (var partition : List.copyOf(assignment())) {
      if (!consumerPaused.contains(partition) && random.nextInt(3) > 0) {
        var records = topic.read(partition, positions.get(partition), 1 + random.nextInt(20));
        records.forEach(
            (offset, kind) -> {
              positions.put(partition, offset + 1);
              consumed.put(partition, new OffsetAndMetadata(offset + 1));
              if (kind != Kind.DROPPED_BY_A_TRANSFORM) {
                batch.add(record(partition, offset, kind));
              }
            });
      }
    }
    return consumed;
  }

  private SinkRecord record(TopicPartition partition, long offset, Kind kind) {
    var value = kind == Kind.TOMBSTONE ? null : SimulatedTopic.event(partition, offset);
    return new SinkRecord(
            partition.topic(),
            partition.partition(),
            null,
            null,
            Schema.STRING_SCHEMA,
            value,
            offset,
            0L,
            TimestampType.CREATE_TIME)
        // A transform may route the record elsewhere. Offsets stay those of the consumer.
        .newRecord("routed", 99, null, null, null, value, 0L, headers(partition, offset));
  }

  private ConnectHeaders headers(TopicPartition partition, long offset) {
    var headers = new ConnectHeaders();
    headers.addString("devo.tag", topic.tag(partition, offset));
    return headers;
  }

  private void rewind() {
    context.offsets.forEach(
        (partition, offset) -> {
          requireAssigned(List.of(partition));
          positions.put(partition, offset);
          lastCommitted.put(partition, new OffsetAndMetadata(offset));
          current.put(partition, new OffsetAndMetadata(offset));
        });
    context.offsets.clear();
  }

  private void commitOffsets(boolean closing, Collection<TopicPartition> partitions) {
    var offsets = new HashMap<>(current);
    offsets.keySet().retainAll(partitions);
    if (offsets.isEmpty()) {
      return;
    }
    var before = new HashMap<>(lastCommitted);
    before.keySet().retainAll(offsets.keySet());
    Map<TopicPartition, OffsetAndMetadata> provided;
    try {
      letters.committing();
      provided = task.preCommit(new HashMap<>(offsets));
      transport.committed();
    } catch (RuntimeException e) {
      if (!closing) {
        before.forEach((partition, offset) -> positions.put(partition, offset.offset()));
        current.putAll(before);
      }
      return;
    } finally {
      if (closing) {
        task.close(partitions);
      }
    }
    if (provided.isEmpty()) {
      return;
    }
    var committable = new HashMap<>(before);
    provided.forEach(
        (partition, offset) -> {
          if (before.containsKey(partition) && offset.offset() <= offsets.get(partition).offset()) {
            committable.put(partition, offset);
          }
        });
    if (!committable.equals(before)) {
      inFlight = committable;
      if (closing) {
        finishCommit(true);
      }
    }
  }

  private void finishCommit(boolean successful) {
    if (inFlight != null) {
      if (successful) {
        topic.commit(inFlight);
        inFlight.forEach((at, offset) -> lastCommitted.replace(at, offset));
      }
      inFlight = null;
    }
  }
}
