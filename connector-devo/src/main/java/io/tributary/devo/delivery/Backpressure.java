// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Pauses the partitions of the task while too much is held, and resumes them later. */
final class Backpressure {
  private static final int MAX_REMEMBERED = 200_000;

  private final SinkTaskContext context;
  private final DevoTransport.Capacity capacity;
  private boolean paused;
  private boolean full;

  Backpressure(SinkTaskContext context, DevoTransport.Capacity capacity) {
    this.context = context;
    this.capacity = capacity;
  }

  boolean isPaused() {
    return paused;
  }

  /**
   * Whether this is too much: more than the low watermark if it was too much before, else more than
   * the high one.
   *
   * @param heldBytes the heap that messages use
   * @param remembered how many offsets are remembered because one below them is not taken
   */
  boolean isExceededBy(long heldBytes, long remembered) {
    full = heldBytes > (full ? capacity.low() : capacity.high()) || remembered > MAX_REMEMBERED;
    return full;
  }

  /** Pauses all partitions of the task, or resumes them if they were paused. */
  void setPaused(boolean wanted) {
    var before = paused;
    paused = wanted;
    if (paused || before) {
      apply(context.assignment());
    }
  }

  /**
   * Applies the current state to partitions that were assigned. Those are resumed as well, because
   * Connect pauses a partition that comes back if it was paused when it was revoked.
   */
  void assigned(Collection<TopicPartition> partitions) {
    apply(partitions);
  }

  private void apply(Collection<TopicPartition> partitions) {
    var all = partitions.toArray(TopicPartition[]::new);
    if (paused) {
      context.pause(all);
    } else {
      context.resume(all);
    }
  }
}
