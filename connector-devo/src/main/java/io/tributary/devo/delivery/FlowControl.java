// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Whether records are taken in now, whether a trial may begin, and when Connect has to call the
 * task again. While no records are taken in, all partitions are paused. Times are milliseconds of
 * any clock that does not go back.
 */
final class FlowControl {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration QUEUE_CHECK = Duration.ofMillis(10);

  private final SinkTaskContext context;
  private final DevoTransport transport;
  private final Progress progress;
  private final Blame blame;
  private final Trouble trouble;
  private final Backpressure backpressure;
  private boolean explored;

  FlowControl(
      SinkTaskContext context,
      DevoTransport transport,
      Progress progress,
      Blame blame,
      Trouble trouble) {
    this.context = context;
    this.transport = transport;
    this.progress = progress;
    this.blame = blame;
    this.trouble = trouble;
    backpressure = new Backpressure(context, transport.capacity());
  }

  /** Whether to take in records. If so, they count as something else to try. */
  boolean takesIn(long now) {
    var may = mayTakeIn(now);
    // While the partitions were paused, none could come.
    explored |= may && !isPaused();
    return may;
  }

  private boolean mayTakeIn(long now) {
    return trouble.untilConnect(now).isZero()
        && blame.onTrial().isEmpty()
        && (!isTrialDue(now) || trouble.isDelayed())
        && (!blame.blamesReceiver() || trouble.untilTrial(now).isZero())
        && !isFull();
  }

  /** Whether a trial begins now: nothing else is on its way, nor was lost a moment ago. */
  boolean beginsTrial(long now) {
    var alone = transport.isolates() || progress.sent() == 0;
    var begins = isTrialDue(now) && alone && trouble.untilConnect(now).isZero();
    explored &= !begins;
    return begins;
  }

  /**
   * Without a witness, a trial waits until records were taken in, since one may be among them,
   * unless none can be taken in.
   */
  private boolean isTrialDue(long now) {
    return blame.isTrialDue(
        progress.sent() == 0, (explored || isFull()) && trouble.untilTrial(now).isZero());
  }

  private boolean isFull() {
    return backpressure.isExceededBy(heldBytes(), progress.remembered());
  }

  long heldBytes() {
    return transport.heldBytes() + blame.weight();
  }

  boolean isPaused() {
    return backpressure.isPaused();
  }

  void assigned(Collection<TopicPartition> partitions) {
    backpressure.assigned(partitions);
  }

  /**
   * Pauses or resumes the partitions, and asks Connect for the next call.
   *
   * @param waiting whether the task waits for something that only a call can tell
   */
  void schedule(boolean waiting, CommitSchedule commits, long now) {
    backpressure.setPaused(!mayTakeIn(now));
    if (waiting || blame.keepsAny() || isPaused()) {
      context.timeout(Math.max(1, untilNextCall(waiting, commits, now).toMillis()));
    }
    if (commits.isDue(now)) {
      context.requestCommit();
    }
  }

  private Duration untilNextCall(boolean waiting, CommitSchedule commits, long now) {
    var next = isFull() || (waiting && progress.sent() == 0) ? QUEUE_CHECK : LONGEST_PAUSE;
    next = progress.sent() > 0 ? earlier(next, transport.timeUntilPoll()) : next;
    next = earlier(next, trouble.untilConnect(now));
    next = earlier(next, trouble.untilTrial(now));
    return earlier(next, commits.untilDue(now));
  }

  /** The earlier of the two, where a wait of zero is none. */
  private static Duration earlier(Duration next, Duration wait) {
    return wait.isZero() || wait.compareTo(next) > 0 ? next : wait;
  }
}
