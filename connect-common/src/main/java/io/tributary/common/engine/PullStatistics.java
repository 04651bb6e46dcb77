// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.event.Event;
import io.tributary.common.metrics.Lateness;
import io.tributary.common.metrics.PullSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Counts what one pull does. */
final class PullStatistics {
  private final long pullingId;
  private final Instant started;
  private final Lateness lateness = new Lateness();
  private long requests;
  private long received;
  private long sent;

  PullStatistics(long pullingId, Instant started) {
    this.pullingId = pullingId;
    this.started = started;
  }

  void requested() {
    requests++;
  }

  void received(int rows) {
    received += rows;
  }

  void sent(int records) {
    sent += records;
  }

  /** These events are emitted for the first time, at the given time of the server. */
  void firstSeen(List<Event> events, Instant serverNow) {
    for (var event : events) {
      if (event.time() != null) {
        lateness.add(event.time(), serverNow);
      }
    }
  }

  PullSummary summary(Instant now) {
    var elapsed = Duration.between(started, now);
    return new PullSummary(pullingId, requests, received, received - sent, sent, lateness, elapsed);
  }
}
