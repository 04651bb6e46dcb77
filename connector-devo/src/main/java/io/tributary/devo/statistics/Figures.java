// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.statistics;

import io.tributary.common.metrics.TaskMetrics;

/**
 * The figures of a sink task since it started. Times are those from the time of an event to its
 * confirmation, in milliseconds.
 *
 * @param connection open: the receiver has confirmed something since the last loss; lost: it has
 *     not; closed: nothing was sent yet
 */
record Figures(
    long sent,
    long unconfirmed,
    long sentAgain,
    long refused,
    long deadLetters,
    long connectionsLost,
    String connection,
    long p50,
    long p99) {

  /** The figures of a task that has just started. */
  static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, "closed", 0, 0);

  /** The figures of these metrics. */
  static Figures of(TaskMetrics<SinkMetric> metrics, String connection) {
    return new Figures(
        metrics.value(SinkMetric.CONFIRMED),
        metrics.value(SinkMetric.UNCONFIRMED),
        metrics.value(SinkMetric.RESENT),
        metrics.value(SinkMetric.REFUSED),
        metrics.value(SinkMetric.REJECTED),
        metrics.value(SinkMetric.LOST),
        connection,
        metrics.value(SinkMetric.TIME_TO_DEVO_P50),
        metrics.value(SinkMetric.TIME_TO_DEVO_P99));
  }

  /** Whether anything was sent or has failed since the given figures. */
  boolean differFrom(Figures before) {
    return sent != before.sent
        || unconfirmed > 0
        || sentAgain != before.sentAgain
        || refused != before.refused
        || deadLetters != before.deadLetters
        || connectionsLost != before.connectionsLost;
  }
}
