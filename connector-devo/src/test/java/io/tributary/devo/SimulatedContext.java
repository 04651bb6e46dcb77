// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** The context of a task. The worker reads the task's requests from it when Connect would. */
public final class SimulatedContext implements SinkTaskContext {
  public final Map<TopicPartition, Long> offsets = new HashMap<>();
  final Set<TopicPartition> paused = new HashSet<>();
  public long timeout = -1;
  boolean commitRequested;

  ErrantRecordReporter reporter;

  /** Reports to this reporter from now on. */
  public void reporter(ErrantRecordReporter reports) {
    reporter = reports;
  }

  /** The worker's method for the task's own metrics, which does not exist before Kafka 4.1. */
  Supplier<PluginMetrics> pluginMetrics = () -> new PluginMetricsImpl(new Metrics(), Map.of());

  private final Supplier<Set<TopicPartition>> assignment;
  private final Consumer<Collection<TopicPartition>> pause;
  private final Consumer<Collection<TopicPartition>> resume;

  /** A context with a consumer of this assignment, which pauses and resumes as given. */
  public SimulatedContext(
      Supplier<Set<TopicPartition>> assignment,
      Consumer<Collection<TopicPartition>> pause,
      Consumer<Collection<TopicPartition>> resume) {
    this.assignment = assignment;
    this.pause = pause;
    this.resume = resume;
  }

  @Override
  public Map<String, String> configs() {
    return Map.of();
  }

  @Override
  public void offset(Map<TopicPartition, Long> wanted) {
    offsets.putAll(wanted);
  }

  @Override
  public void offset(TopicPartition partition, long offset) {
    offsets.put(partition, offset);
  }

  @Override
  public void timeout(long millis) {
    timeout = millis;
  }

  @Override
  public Set<TopicPartition> assignment() {
    return Set.copyOf(assignment.get());
  }

  @Override
  public void pause(TopicPartition... partitions) {
    paused.addAll(Arrays.asList(partitions));
    pause.accept(List.of(partitions));
  }

  @Override
  public void resume(TopicPartition... partitions) {
    paused.removeAll(Arrays.asList(partitions));
    resume.accept(List.of(partitions));
  }

  @Override
  public void requestCommit() {
    commitRequested = true;
  }

  @Override
  public ErrantRecordReporter errantRecordReporter() {
    return reporter;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return pluginMetrics.get();
  }
}
