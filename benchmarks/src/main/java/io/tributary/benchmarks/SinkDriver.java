// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import io.tributary.benchmarks.process.Meter;
import io.tributary.devo.DevoSinkTask;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Calls a sink task as Connect does, with one partition that never runs empty. */
final class SinkDriver implements SinkTaskContext {
  private static final TopicPartition PARTITION = new TopicPartition(Records.TOPIC, 0);
  private static final long COMMIT_EVERY = 60_000_000_000L;

  private final DevoSinkTask task = new DevoSinkTask();
  private final Records records;
  private final Map<String, String> settings;
  private final int first;
  private final int most;
  private long position;
  private long committed;
  private long lastCommit = System.nanoTime();
  private long timeout;
  private long longestPut;
  private boolean paused;
  private boolean commitRequested;

  /** A task that receives the records from {@code first} on, at most {@code most} per put. */
  SinkDriver(Map<String, String> settings, Records records, int first, int most) {
    this.records = records;
    this.settings = settings;
    this.first = first;
    this.most = most;
    task.initialize(this);
    task.start(settings);
    task.open(List.of(PARTITION));
  }

  /** Delivers until this many records are committed, or until a deadline. */
  void deliver(int events, Meter meter, long deadline) {
    while (committed < events && System.nanoTime() < deadline) {
      if (commitRequested || position == events || System.nanoTime() - lastCommit > COMMIT_EVERY) {
        meter.in(this::commit);
      }
      put(batch(events), meter);
    }
  }

  private List<SinkRecord> batch(int events) {
    if (paused || position == events) {
      FarSide.pause((int) Math.min(timeout, 100));
      return List.of();
    }
    var count = (int) Math.min(most, events - position);
    return records.of(first + (int) position, count);
  }

  private void put(List<SinkRecord> batch, Meter meter) {
    position += batch.size();
    var before = System.nanoTime();
    meter.in(() -> task.put(batch));
    longestPut = Math.max(longestPut, System.nanoTime() - before);
  }

  private void commit() {
    commitRequested = false;
    lastCommit = System.nanoTime();
    var offsets = task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(position)));
    var offset = offsets.get(PARTITION);
    committed = offset == null ? committed : offset.offset();
  }

  /** In nanoseconds. */
  long longestPut() {
    return longestPut;
  }

  void stop() {
    task.close(List.of(PARTITION));
    task.stop();
  }

  @Override
  public Map<String, String> configs() {
    return settings;
  }

  @Override
  public void offset(Map<TopicPartition, Long> offsets) {
    position = offsets.getOrDefault(PARTITION, position);
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    offset(Map.of(partition, offset));
  }

  @Override
  public void timeout(long millis) {
    timeout = millis;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return Set.of(PARTITION);
  }

  @Override
  public void pause(TopicPartition... partitions) {
    paused = true;
  }

  @Override
  public void resume(TopicPartition... partitions) {
    paused = false;
  }

  @Override
  public void requestCommit() {
    commitRequested = true;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new UnsupportedOperationException();
  }
}
