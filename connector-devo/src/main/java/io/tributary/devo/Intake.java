package io.tributary.devo;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** The tap of the task: pauses its partitions and resumes them. */
final class Intake {
  private final SinkTaskContext context;
  private boolean shut;

  Intake(SinkTaskContext context) {
    this.context = context;
  }

  boolean isShut() {
    return shut;
  }

  /** Pauses all partitions of the task, or resumes them if they were paused. */
  void shut(boolean wanted) {
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
  void opened(Collection<TopicPartition> partitions) {
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
