// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.statistics;

import io.tributary.common.metrics.Lateness;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * How long events take from their own time until Devo has confirmed them. A few messages of each
 * batch stand for all of it, so the cost does not grow with the load. Not thread-safe.
 */
public final class TimeToDevo {
  private static final int MOST_OF_A_BATCH = 4;
  private static final int MOST = 1_000;

  private final InstantSource clock;
  private final List<Sample> onTheirWay = new ArrayList<>();
  private Lateness lateness = new Lateness();

  private record Sample(RecordPosition position, Instant time) {}

  /** The clock tells when a message is confirmed. */
  public TimeToDevo(InstantSource clock) {
    this.clock = clock;
  }

  /** These messages were sent. */
  public void sent(List<Batch.Item> items) {
    var step = Math.max(1, items.size() / MOST_OF_A_BATCH);
    for (var at = 0; at < items.size() && onTheirWay.size() < MOST; at += step) {
      var item = items.get(at);
      onTheirWay.add(new Sample(item.position(), item.message().time()));
    }
  }

  /** Some messages were confirmed: those of which nobody waits for a confirmation any more. */
  public void confirmed(Predicate<RecordPosition> isSent) {
    var now = clock.instant();
    onTheirWay.removeIf(
        sample -> {
          var confirmed = !isSent.test(sample.position());
          if (confirmed) {
            lateness.add(sample.time(), now);
          }
          return confirmed;
        });
  }

  /** These messages ended without a confirmation. */
  public void refused(List<Batch.Item> items) {
    if (!onTheirWay.isEmpty()) {
      var refused = new HashSet<>(items.stream().map(Batch.Item::position).toList());
      onTheirWay.removeIf(sample -> refused.contains(sample.position()));
    }
  }

  /** Everything on its way was lost. */
  public void lost() {
    onTheirWay.clear();
  }

  /** Messages of these partitions are not waited for any more. */
  public void revoked(Collection<TopicPartition> partitions) {
    onTheirWay.removeIf(sample -> partitions.contains(sample.position().partition()));
  }

  /** Returns the times since the last call. */
  public Lateness take() {
    var taken = lateness;
    lateness = new Lateness();
    return taken;
  }
}
