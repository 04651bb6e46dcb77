// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.devo.message.RecordPosition;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Which requests fail because of their events (rule R3): those that fail again and again although
 * others are taken in between. While nothing is taken, none is suspected. A single event is
 * suspected only if it fails so often that chance cannot explain it, given how often other requests
 * fail at first.
 */
final class Suspects {
  private static final int FAILURES = 3;

  /** Of a batch that nothing else can be compared to: some minutes. */
  private static final int FAILURES_ALONE = 8;

  private static final double CHANCE = 1e-4;

  /** As many first attempts that succeeded are assumed at the start, and remembered at most. */
  private static final int ASSUMED = 16;

  private static final int REMEMBERED = 256;
  private static final int MOST_TOLD = 1_000;

  private final Set<RecordPosition> told = new LinkedHashSet<>();
  private long taken;
  private double attempts = ASSUMED;
  private double failures;

  /** Events were taken. */
  void taken(HttpBatch batch) {
    taken++;
    count(batch, false);
    if (batch.size() == 1) {
      told.removeAll(batch.positions());
    }
  }

  /**
   * A request has failed in a way that its events may have caused.
   *
   * @param alone whether there is no other request to compare it to
   * @return whether it is to be split, or refused if it has one event
   */
  boolean isSuspect(HttpBatch batch, boolean alone) {
    count(batch, true);
    batch.failed(taken);
    if (batch.size() > 1) {
      var enough = batch.doubts() > 1 ? FAILURES : FAILURES_ALONE;
      return batch.doubts() >= FAILURES || (alone && batch.failures() >= enough);
    }
    var position = batch.positions().get(0);
    // Whoever was told of it has seen others being taken, and sends it without any others now.
    var suspect =
        told.contains(position)
            ? batch.failures() >= FAILURES
            : batch.doubts() >= neededDoubts()
                || (alone
                    && batch.doubts() > 1
                    && batch.failures() >= Math.max(FAILURES_ALONE, neededDoubts()));
    if (suspect) {
      told.add(position);
      if (told.size() > MOST_TOLD) {
        told.remove(told.iterator().next());
      }
    }
    return suspect;
  }

  void revoke(Collection<TopicPartition> partitions) {
    told.removeIf(position -> partitions.contains(position.partition()));
  }

  /** So many failures in a row are no chance: at least three. */
  int neededDoubts() {
    var rate = Math.min(failures / attempts, 0.99);
    return rate == 0
        ? FAILURES
        : Math.max(FAILURES, (int) Math.ceil(Math.log(CHANCE) / Math.log(rate)));
  }

  /** Only the first attempt counts, because what is at fault itself fails very often. */
  private void count(HttpBatch batch, boolean failed) {
    if (batch.attempts() == 1 && batch.doubts() == 0) {
      var kept = 1 - 1.0 / REMEMBERED;
      attempts = attempts * kept + 1;
      failures = failures * kept + (failed ? 1 : 0);
    }
  }
}
