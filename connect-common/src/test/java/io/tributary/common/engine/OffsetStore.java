// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Plays both kinds of worker. With exactly-once each poll is a transaction of its records and the
 * last one's offset. Without, records are written at once and the offset of the last one is flushed
 * late, so what was sent after the last flush may come again after a crash, and nothing else.
 */
final class OffsetStore {
  private final boolean exactlyOnce;
  private final Duration flushEvery;
  private final Map<String, Integer> delivered = new HashMap<>();
  private final List<String> sinceCommit = new ArrayList<>();
  private final Set<String> mayRepeat = new HashSet<>();
  private final List<String> wrongRepeats = new ArrayList<>();
  private Map<Map<String, ?>, Map<String, ?>> committed = new HashMap<>();
  private Map<Map<String, ?>, Map<String, ?>> written = new HashMap<>();
  private Instant lastFlush = Instant.MIN;

  OffsetStore(boolean exactlyOnce, Duration flushEvery) {
    this.exactlyOnce = exactlyOnce;
    this.flushEvery = flushEvery;
  }

  /** What a restarted task is given of a lane. Empty before the first commit. */
  Map<String, ?> offset(Map<String, ?> partition) {
    return committed.getOrDefault(partition, Map.of());
  }

  /** Writes records; those that a transform dropped are not among them, nor are their offsets. */
  void write(List<SourceRecord> records, Instant now) {
    for (var record : records) {
      var id = (String) record.key();
      if (delivered.merge(id, 1, Integer::sum) > 1) {
        repeated(id);
      }
      sinceCommit.add(id);
      written.put(record.sourcePartition(), record.sourceOffset());
    }
    if (exactlyOnce || !now.isBefore(lastFlush.plus(flushEvery))) {
      commit(now);
    }
  }

  private void repeated(String id) {
    if (mayRepeat.remove(id)) {
      Mark.REPEATED_AFTER_A_CRASH.reach();
    } else {
      wrongRepeats.add(id);
    }
  }

  /** What a clean stop does at its end. */
  void commit(Instant now) {
    committed = new HashMap<>(written);
    sinceCommit.clear();
    lastFlush = now;
  }

  void crashed() {
    mayRepeat.addAll(sinceCommit);
    sinceCommit.clear();
    written = new HashMap<>(committed);
  }

  List<String> wrongRepeats() {
    return wrongRepeats;
  }
}
