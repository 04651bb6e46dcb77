package io.tributary.devo.delivery;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** The tap of the task: pauses its partitions and resumes them. */
public final class Backpressure {
  private static final long QUEUE_HIGH = 8L << 20;
  private static final long QUEUE_LOW = 2L << 20;

  private final SinkTaskContext context;
  private boolean shut;

  public Backpressure(SinkTaskContext context) {
    this.context = context;
  }

  public boolean isShut() {
    return shut;
  }

  /**
   * Whether so many bytes waiting for the network are enough: more before it is shut than after.
   */
  public boolean isEnough(long queued) {
    return queued > (shut ? QUEUE_LOW : QUEUE_HIGH);
  }

  /** Has the task called again after that time at the latest. */
  public void wakeIn(Duration time) {
    context.timeout(Math.max(1, time.toMillis()));
  }

  /** Pauses all partitions of the task, or resumes them if they were paused. */
  public void shut(boolean wanted) {
    var before = shut;
    shut = wanted;
    if (shut || before) {
      apply(context.assignment());
    }
  }

  /**
   * These partitions are ours now. They are resumed as well: Connect pauses a partition that comes
   * back if it was paused when it left.
   */
  public void opened(Collection<TopicPartition> partitions) {
    apply(partitions);
  }

  private void apply(Collection<TopicPartition> partitions) {
    var all = partitions.toArray(TopicPartition[]::new);
    if (shut) {
      context.pause(all);
    } else {
      context.resume(all);
    }
  }
}
