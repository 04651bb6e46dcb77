// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * One epoch after the other: how much each of them takes, and when it is to be confirmed. Times are
 * milliseconds of any clock that does not go back. Pure.
 */
final class Epochs {
  /** The writer looks after this many bytes whether anything else is to be done. */
  private static final int STRETCH = 1 << 20;

  /** A commit that is due at the same time comes a little later, and ends the epoch itself. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Duration longest;
  private final ConfirmationRequest request = new ConfirmationRequest();
  private Epoch epoch = new Epoch();
  private EpochLimit limit = EpochLimit.none();
  private boolean confirming;

  /** Has each epoch confirmed soon after this time. */
  Epochs(Duration interval) {
    longest = interval.plus(GRACE);
  }

  Epoch current() {
    return epoch;
  }

  boolean isConfirming() {
    return confirming;
  }

  /** Whether the receiver has to read or to answer now. */
  boolean isBusy() {
    return confirming || epoch.isWriting();
  }

  /** How long nothing may move, in milliseconds. */
  long patience(Duration timeout) {
    return limit.patience(timeout).toMillis();
  }

  /** A confirmation is asked for while so many lines wait. */
  void askFor(int waiting, long now) {
    request.ask(waiting, now);
  }

  /** Whether the epoch has to be confirmed now, which ends it. */
  boolean confirms(boolean noneWaiting, long now) {
    confirming =
        !epoch.isEmpty()
            && (epoch.bytes() >= limit.bytes()
                || request.isDue(noneWaiting, now)
                || now - epoch.since() >= longest.toMillis());
    return confirming;
  }

  /** The lines to write next. */
  List<EncodedLines.Line> stretch(LineQueue lines) {
    var stretch = lines.take(Math.min(STRETCH, limit.bytes() - epoch.bytes()));
    epoch.writing(stretch);
    request.written(stretch.size());
    return stretch;
  }

  /** There is nothing to write, and nothing to confirm. */
  void idle() {
    request.end();
  }

  /** The epoch is confirmed: returns the highest offset of each partition in it. */
  Map<TopicPartition, Long> confirmed(long now) {
    var highest = epoch.highest();
    limit = limit.confirmed();
    request.confirmed(now);
    begin();
    return highest;
  }

  /**
   * The connection is lost.
   *
   * @param answers whether the receiver answers each message, so that the amount does not matter
   */
  void lost(boolean written, boolean answers, boolean timedOut) {
    if (written) {
      limit = answers ? limit.slower(timedOut) : limit.lost(epoch.allBytes(), timedOut);
    }
    request.end();
    begin();
  }

  private void begin() {
    epoch = new Epoch();
    confirming = false;
  }
}
